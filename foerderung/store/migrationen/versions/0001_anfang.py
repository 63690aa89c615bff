"""First tables, and on PostgreSQL the roles; what protects them is set by the newest migration."""

import sqlalchemy as sa
from alembic import op

from foerderung.store.schutz import postgres_rollen

revision = "0001"
down_revision = None

_GANZZAHL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _kette()
    _projektionen()
    verbindung = op.get_bind()
    if verbindung.dialect.name != "sqlite":
        for anweisung in postgres_rollen(str(verbindung.scalar(sa.text("SELECT current_database()")))):
            verbindung.execute(sa.text(anweisung))


def _kette() -> None:
    op.create_table(
        "ereignis",
        sa.Column("nummer", _GANZZAHL, primary_key=True, autoincrement=False),
        sa.Column("vorher", sa.String(64), nullable=False),
        sa.Column("typ", sa.Text, nullable=False),
        sa.Column("fall", sa.Text, nullable=False),
        sa.Column("wirksam_am", sa.String(10), nullable=False),
        sa.Column("erfasst_am", sa.String(20), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("benutzer", sa.Text, nullable=False),
        sa.Column("nutzlast_sha256", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("ix_ereignis_fall", "ereignis", ["fall"])
    op.create_table(
        "nutzlast",
        sa.Column("nummer", _GANZZAHL, sa.ForeignKey("ereignis.nummer"), primary_key=True, autoincrement=False),
        sa.Column("salz", sa.Text, nullable=False),
        sa.Column("inhalt", sa.Text, nullable=False),
    )
    op.create_table(
        "ablage",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("art", sa.Text, nullable=False),
        sa.Column("inhalt", sa.LargeBinary, nullable=False),
    )


def _projektionen() -> None:
    op.create_table(
        "fall",
        sa.Column("aktenzeichen", sa.Text, primary_key=True),
        sa.Column("zustand", sa.Text, nullable=False),
        sa.Column("richtlinie", sa.Text, nullable=False),
        sa.Column("antragsteller", sa.Text, nullable=False),
        sa.Column("titel", sa.Text, nullable=False),
        sa.Column("zuwendung", _GANZZAHL, nullable=False),
        sa.Column("angelegt_am", sa.String(10), nullable=False),
        sa.Column("version", _GANZZAHL, nullable=False),
        sa.Column("stand", sa.Text, nullable=False),
    )
    op.create_index("ix_fall_zustand", "fall", ["zustand"])
    op.create_index("ix_fall_antragsteller", "fall", ["antragsteller"])
    for name, schluessel in (("person", "kuerzel"), ("antragsteller", "nummer")):
        op.create_table(
            name, sa.Column(schluessel, sa.Text, primary_key=True), sa.Column("daten", sa.Text, nullable=False)
        )
    for name in ("behoerde", "speicher"):
        op.create_table(
            name, sa.Column("schluessel", sa.Text, primary_key=True), sa.Column("wert", sa.Text, nullable=False)
        )
    op.create_table(
        "nummernkreis",
        sa.Column("kreis", sa.Text, primary_key=True),
        sa.Column("stand", _GANZZAHL, nullable=False),
    )
    op.create_table(
        "ereignisrecht", sa.Column("typ", sa.Text, primary_key=True), sa.Column("rolle", sa.Text, primary_key=True)
    )
