"""Tables of the store. Events and their payloads are only ever added; the rest can be made anew from them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

GANZZAHL = BigInteger().with_variant(Integer, "sqlite")


class Cent(TypeDecorator[Fraction]):
    """An amount in EUR kept as a whole number of cents, because SQLite would make a float of a decimal."""

    impl = GANZZAHL
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Any) -> int | None:  # noqa: ARG002  # the library passes it
        """Turn an amount into cents.

        Raises:
            ValueError: it has fractions of a cent.
        """
        if value is None:
            return None
        cent = value * 100
        if cent.denominator != 1:
            raise ValueError(f"{value} has fractions of a cent")
        return int(cent)

    def process_result_value(self, value: int | None, dialect: Any) -> Fraction | None:  # noqa: ARG002
        """Turn cents into an amount."""
        return None if value is None else Fraction(value, 100)


metadata = MetaData()

ereignis = Table(
    "ereignis",
    metadata,
    Column("nummer", GANZZAHL, primary_key=True, autoincrement=False),
    Column("vorher", String(64), nullable=False),
    Column("typ", Text, nullable=False, index=True),
    Column("fall", Text, nullable=False, index=True),
    Column("wirksam_am", String(10), nullable=False),
    Column("erfasst_am", String(20), nullable=False),
    Column("person", Text, nullable=False),
    Column("benutzer", Text, nullable=False),
    Column("nutzlast_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)

nutzlast = Table(
    "nutzlast",
    metadata,
    Column("nummer", GANZZAHL, ForeignKey("ereignis.nummer"), primary_key=True, autoincrement=False),
    Column("salz", Text, nullable=False),
    Column("inhalt", Text, nullable=False),
)

ablage = Table(
    "ablage",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("art", Text, nullable=False),
    Column("inhalt", LargeBinary, nullable=False),
)

fall = Table(
    "fall",
    metadata,
    Column("aktenzeichen", Text, primary_key=True),
    Column("zustand", Text, nullable=False, index=True),
    Column("richtlinie", Text, nullable=False),
    Column("antragsteller", Text, nullable=False, index=True),
    Column("titel", Text, nullable=False),
    Column("zuwendung", Cent, nullable=False),
    Column("angelegt_am", String(10), nullable=False),
    Column("version", GANZZAHL, nullable=False),
    Column("eingang_am", String(10)),
    Column("bestandskraft", String(10)),
    Column("naechste_frist", String(10), index=True),
    Column("wartet_seit", String(10)),
    Column("jahre", Text, nullable=False),
    Column("zustaendig", Text, nullable=False),
    Column("wartet_auf", Text, nullable=False),
    Column("ausgeschlossen", Text, nullable=False),
    Column("worauf", Text, nullable=False),
    Column("wartet_dann", Text, nullable=False),
    Column("worauf_dann", Text, nullable=False),
    Column("fristen", Text, nullable=False),
    Column("suchtext", Text, nullable=False),
    Column("stand", Text, nullable=False),
)
"""What lists read lies before the long texts, which fill pages of their own; see `fallzeile`."""

person = Table("person", metadata, Column("kuerzel", Text, primary_key=True), Column("daten", Text, nullable=False))

antragsteller = Table(
    "antragsteller", metadata, Column("nummer", Text, primary_key=True), Column("daten", Text, nullable=False)
)

behoerde = Table(
    "behoerde", metadata, Column("schluessel", Text, primary_key=True), Column("wert", Text, nullable=False)
)

nummernkreis = Table(
    "nummernkreis", metadata, Column("kreis", Text, primary_key=True), Column("stand", GANZZAHL, nullable=False)
)

speicher = Table(
    "speicher", metadata, Column("schluessel", Text, primary_key=True), Column("wert", Text, nullable=False)
)

ereignisrecht = Table(
    "ereignisrecht",
    metadata,
    Column("typ", Text, primary_key=True),
    Column("rolle", Text, primary_key=True),
)

buchung = Table(
    "buchung",
    metadata,
    Column("nummer", GANZZAHL, ForeignKey("ereignis.nummer"), primary_key=True, autoincrement=False),
    Column("zeile", Integer, primary_key=True, autoincrement=False),
    Column("art", Text, nullable=False),
    Column("kapitel", Text, nullable=False),
    Column("titel", Text, nullable=False),
    Column("haushaltsjahr", Integer, nullable=False),
    Column("jahr", Integer, nullable=False),
    Column("fall", Text, nullable=False, index=True),
    Column("betrag", Cent, nullable=False),
    Index("ix_buchung_konto", "kapitel", "titel", "jahr", "art", "haushaltsjahr", "betrag"),
)
"""The budget ledger: written together with its event, from the payload, and never changed."""

loeschung = Table(
    "loeschung",
    metadata,
    Column("art", Text, primary_key=True),
    Column("schluessel", Text, primary_key=True),
    Column("nummer", GANZZAHL, ForeignKey("ereignis.nummer"), nullable=False),
)
"""What an event ordered to be deleted: only a payload or filed content named here may go."""

bestaetigung = Table(
    "bestaetigung", metadata, Column("schluessel", Text, primary_key=True), Column("daten", Text, nullable=False)
)

ansicht = Table("ansicht", metadata, Column("name", Text, primary_key=True), Column("daten", Text, nullable=False))

UEBERTRAGEN_NACH = "uebertragen_nach"
"""Key in `speicher` that says where the office moved; from then on nothing is written here."""

UNVERAENDERLICH = ("ereignis", "nutzlast", "ablage", "buchung", "loeschung")
"""Tables to which rows are only added; what `loeschung` names may leave `nutzlast` and `ablage`."""

PROJEKTIONEN = ("fall", "person", "antragsteller", "behoerde", "nummernkreis", "bestaetigung", "ansicht")
"""Tables that the events can make anew."""
