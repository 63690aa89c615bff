"""What an office needs beside its cases: budget ledger, ordered deletions, confirmations, views, search columns."""

import sqlalchemy as sa
from alembic import op

from foerderung.store.schutz import postgres_anweisungen, sqlite_anweisungen

revision = "0002"
down_revision = "0001"

_GANZZAHL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TEXTE = (
    "jahre",
    "zustaendig",
    "wartet_auf",
    "ausgeschlossen",
    "worauf",
    "wartet_dann",
    "worauf_dann",
    "fristen",
    "suchtext",
    "stand",
)


def upgrade() -> None:
    """Add tables and columns, and set the protection of the whole store anew; projections are filled afterwards."""
    _buchungen()
    _faelle()
    op.create_index("ix_ereignis_typ", "ereignis", ["typ"])
    for name, schluessel in (("bestaetigung", "schluessel"), ("ansicht", "name")):
        op.create_table(
            name, sa.Column(schluessel, sa.Text, primary_key=True), sa.Column("daten", sa.Text, nullable=False)
        )
    _schuetze()


def _faelle() -> None:
    """Make the overview of cases anew: what lists read lies before the long texts, which fill pages of their own."""
    op.drop_table("fall")
    op.create_table(
        "fall",
        sa.Column("aktenzeichen", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("zustand", "richtlinie", "antragsteller", "titel")),
        sa.Column("zuwendung", _GANZZAHL, nullable=False),
        sa.Column("angelegt_am", sa.String(10), nullable=False),
        sa.Column("version", _GANZZAHL, nullable=False),
        *(sa.Column(name, sa.String(10)) for name in ("eingang_am", "bestandskraft", "naechste_frist", "wartet_seit")),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTE),
    )
    for name in ("zustand", "antragsteller", "naechste_frist"):
        op.create_index(f"ix_fall_{name}", "fall", [name])


def _buchungen() -> None:
    op.create_table(
        "buchung",
        sa.Column("nummer", _GANZZAHL, sa.ForeignKey("ereignis.nummer"), primary_key=True, autoincrement=False),
        sa.Column("zeile", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("art", sa.Text, nullable=False),
        sa.Column("kapitel", sa.Text, nullable=False),
        sa.Column("titel", sa.Text, nullable=False),
        sa.Column("haushaltsjahr", sa.Integer, nullable=False),
        sa.Column("jahr", sa.Integer, nullable=False),
        sa.Column("fall", sa.Text, nullable=False),
        sa.Column("betrag", _GANZZAHL, nullable=False),
    )
    op.create_index("ix_buchung_fall", "buchung", ["fall"])
    op.create_index("ix_buchung_konto", "buchung", ["kapitel", "titel", "jahr", "art", "haushaltsjahr", "betrag"])
    op.create_table(
        "loeschung",
        sa.Column("art", sa.Text, primary_key=True),
        sa.Column("schluessel", sa.Text, primary_key=True),
        sa.Column("nummer", _GANZZAHL, sa.ForeignKey("ereignis.nummer"), nullable=False),
    )


def _schuetze() -> None:
    verbindung = op.get_bind()
    if verbindung.dialect.name == "sqlite":
        vorhandene = list(verbindung.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
        anweisungen = list(sqlite_anweisungen(vorhandene))
    else:
        anweisungen = list(postgres_anweisungen(str(verbindung.scalar(sa.text("SELECT current_database()")))))
    for anweisung in anweisungen:
        verbindung.execute(sa.text(anweisung))
