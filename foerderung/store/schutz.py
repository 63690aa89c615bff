"""What the database itself forbids: changing or removing what happened, and writing events past the function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foerderung.store.abkommen import EINGABEKLASSE, FEHLERKLASSE, SPERRE
from foerderung.store.loeschschutz import loeschteil
from foerderung.store.tabellen import PROJEKTIONEN, UEBERTRAGEN_NACH, UNVERAENDERLICH
from foerderung.verfahren.rechte import VIER_AUGEN
from foerderung.verfahren.zustand import Rolle

_SCHLUESSEL = {
    "ereignis": ("nummer",),
    "nutzlast": ("nummer",),
    "ablage": ("sha256",),
    "buchung": ("nummer", "zeile"),
    "loeschung": ("art", "schluessel"),
}
_LOESCHBAR = ("nutzlast", "ablage")
"""Tables from which a row may go once `loeschung` names it."""

SUCHPFAD = "search_path=public, pg_temp"
"""Setting of the function; a temporary table of the caller never stands in the place of ours."""

NAME_HOECHSTENS = 47
"""Longest name of a database that leaves room for the names of its roles (63 bytes)."""


def sqlite_trigger() -> dict[str, str]:
    """Return name and text of every trigger on SQLite.

    INSERT OR REPLACE passes triggers on UPDATE and DELETE, so a row that is there already is refused before INSERT.
    """
    trigger = {}
    for tabelle in UNVERAENDERLICH:
        for was in ("UPDATE", "DELETE"):
            name = f"{tabelle}_kein_{was.lower()}"
            trigger[name] = (
                f"CREATE TRIGGER {name} BEFORE {was} ON {tabelle} {_ausser_angeordnet(tabelle, was)}"
                f"BEGIN SELECT RAISE(ABORT, '{tabelle}: {was} ist gesperrt'); END"
            )
        gleich = " AND ".join(f"{spalte} = NEW.{spalte}" for spalte in _SCHLUESSEL[tabelle])
        name = f"{tabelle}_kein_ersatz"
        trigger[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {tabelle} "
            f"WHEN EXISTS (SELECT 1 FROM {tabelle} WHERE {gleich}) "
            f"BEGIN SELECT RAISE(ABORT, '{tabelle}: vorhanden'); END"
        )
    trigger["ereignis_lueckenlos"] = (
        "CREATE TRIGGER ereignis_lueckenlos BEFORE INSERT ON ereignis "
        "WHEN NEW.nummer IS NOT (SELECT coalesce(max(nummer), 0) + 1 FROM ereignis) "
        "BEGIN SELECT RAISE(ABORT, 'ereignis: Nummer nicht an der Reihe'); END"
    )
    trigger["buchung_nicht_ueberzogen"] = (
        "CREATE TRIGGER buchung_nicht_ueberzogen AFTER INSERT ON buchung "
        f"WHEN EXISTS ({' '.join(UEBERZOGEN.replace('{K}', 'NEW').split())}) "
        "BEGIN SELECT RAISE(ABORT, 'buchung: mehr gebunden als vorhanden'); END"
    )
    for tabelle in ("nutzlast", "buchung", "loeschung"):
        name = f"{tabelle}_zu_ereignis"
        trigger[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {tabelle} "
            "WHEN NOT EXISTS (SELECT 1 FROM ereignis WHERE nummer = NEW.nummer) "
            f"BEGIN SELECT RAISE(ABORT, '{tabelle}: kein Ereignis dieser Nummer'); END"
        )
    return {**trigger, **_nach_dem_umzug()}


def _nach_dem_umzug() -> dict[str, str]:
    """Return what keeps a store closed from which the office moved away, also against other programs."""
    umgezogen = f"schluessel = '{UEBERTRAGEN_NACH}'"
    trigger = {
        "ereignis_nicht_nach_umzug": (
            "CREATE TRIGGER ereignis_nicht_nach_umzug BEFORE INSERT ON ereignis "
            f"WHEN EXISTS (SELECT 1 FROM speicher WHERE {umgezogen}) "
            "BEGIN SELECT RAISE(ABORT, 'ereignis: das Amt ist umgezogen'); END"
        )
    }
    for was in ("UPDATE", "DELETE"):
        name = f"speicher_umzug_kein_{was.lower()}"
        trigger[name] = (
            f"CREATE TRIGGER {name} BEFORE {was} ON speicher WHEN OLD.{umgezogen} "
            f"BEGIN SELECT RAISE(ABORT, 'speicher: {was} ist gesperrt'); END"
        )
    return trigger


UEBERZOGEN = """
SELECT 1 FROM (
    SELECT SUM(CASE WHEN haushaltsjahr <> {K}.haushaltsjahr THEN 0 WHEN art = 'bindung' THEN betrag
        WHEN art = 'ansatz' THEN -betrag ELSE 0 END) AS auf_der_zeile,
        SUM(CASE WHEN art = 'bindung' THEN betrag
        WHEN art = 'ansatz' AND haushaltsjahr = jahr THEN -betrag ELSE 0 END) AS im_jahr,
        SUM(CASE WHEN art = 'ansatz' AND haushaltsjahr = jahr THEN 1 ELSE 0 END) AS ansaetze
    FROM buchung WHERE kapitel = {K}.kapitel AND titel = {K}.titel AND jahr = {K}.jahr
) AS summen WHERE auf_der_zeile > 0 OR (ansaetze > 0 AND im_jahr > 0)
"""
"""Yields a row where more is bound on the line of a booking than is there; {K} names the booking."""


def _ausser_angeordnet(tabelle: str, was: str) -> str:
    """Return the condition that lets a row go whose deletion an event ordered; empty where nothing ever goes."""
    if was != "DELETE" or tabelle not in _LOESCHBAR:
        return ""
    (spalte,) = _SCHLUESSEL[tabelle]
    return (
        f"WHEN NOT EXISTS (SELECT 1 FROM loeschung WHERE art = '{tabelle}' "
        f"AND schluessel = CAST(OLD.{spalte} AS TEXT)) "
    )


def postgres_trigger() -> dict[str, str]:
    """Return name and text of every trigger on PostgreSQL."""
    trigger = {}
    for tabelle in UNVERAENDERLICH:
        trigger[f"{tabelle}_unveraenderlich"] = (
            f"CREATE TRIGGER {tabelle}_unveraenderlich BEFORE UPDATE OR DELETE ON {tabelle} "
            "FOR EACH ROW EXECUTE FUNCTION unveraenderlich()"
        )
        trigger[f"{tabelle}_nicht_leeren"] = (
            f"CREATE TRIGGER {tabelle}_nicht_leeren BEFORE TRUNCATE ON {tabelle} "
            "FOR EACH STATEMENT EXECUTE FUNCTION unveraenderlich()"
        )
    return trigger


def gruppe(datenbank: str, rolle: Rolle) -> str:
    """Return the database role that stands for a role of the office; database roles are shared by all databases."""
    return f"{datenbank}_{rolle.value}"


def postgres_funktionen() -> dict[str, str]:
    """Return name and body of the functions as PostgreSQL keeps them."""
    return {"unveraenderlich": _UNVERAENDERLICH.split("$$")[1], "ereignis_schreiben": _schreibe().split("$$")[1]}


def sqlite_anweisungen(vorhandene: Iterable[str]) -> Iterator[str]:
    """Yield what sets the protection of a store on SQLite anew.

    Args:
        vorhandene: names of the triggers that are there now.
    """
    for name in vorhandene:
        yield f"DROP TRIGGER {name}"
    yield from sqlite_trigger().values()


def postgres_rollen(datenbank: str) -> Iterator[str]:
    """Yield what makes the database roles of a new store; nobody is a member yet."""
    for rolle in Rolle:
        name = gruppe(datenbank, rolle)
        yield (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{name}') "
            f'THEN CREATE ROLE "{name}" NOLOGIN; END IF; END $$'
        )
        yield _OHNE_MITGLIEDER.replace("{ROLLE}", name)


def postgres_anweisungen(datenbank: str) -> Iterator[str]:
    """Yield what sets the protection of a store on PostgreSQL anew: triggers, the function, rights of the roles."""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"  # whoever makes functions there could stand in for ours
    yield _UNVERAENDERLICH
    for name, trigger in postgres_trigger().items():
        yield f"DROP TRIGGER IF EXISTS {name} ON {name.partition('_')[0]}"
        yield trigger
    yield _schreibe()
    yield "REVOKE ALL ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) FROM PUBLIC"
    tabellen = ", ".join((*UNVERAENDERLICH, *PROJEKTIONEN, "speicher", "ereignisrecht", "alembic_version"))
    projektionen = ", ".join(PROJEKTIONEN)
    for rolle in Rolle:
        name = f'"{gruppe(datenbank, rolle)}"'
        yield f"GRANT USAGE ON SCHEMA public TO {name}"
        yield f"GRANT SELECT ON {tabellen} TO {name}"
        yield f"GRANT EXECUTE ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) TO {name}"
        if rolle is not Rolle.PRUEFUNG:
            yield f"GRANT INSERT, UPDATE ON {projektionen} TO {name}"
            yield f"GRANT INSERT ON ablage TO {name}"
        else:
            yield f"GRANT UPDATE ON fall TO {name}"  # a refused attempt moves the version of its case


def _schreibe() -> str:
    paare = ", ".join(f"('{zweiter}', '{erster}')" for zweiter, erster in VIER_AUGEN.items())
    werte = {
        "{FEHLERKLASSE}": FEHLERKLASSE,
        "{EINGABEKLASSE}": EINGABEKLASSE,
        "{SPERRE}": str(SPERRE),
        "{VIER_AUGEN}": paare,
        "{LOESCHE}": loeschteil(),
        "{UEBERZOGEN}": UEBERZOGEN.replace("{K}", "b"),
        "{DARF_VERTRETEN}": _DARF_VERTRETEN.strip().replace("{TAG}", _TAG),
    }
    text = _SCHREIBE.replace("{LOESCHE}", werte.pop("{LOESCHE}"))
    for platz, wert in sorted(werte.items(), reverse=True):
        text = text.replace(platz, wert)
    return text


_OHNE_MITGLIEDER = """
DO $$
DECLARE v_mitglied text;
BEGIN
    FOR v_mitglied IN SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = '"{ROLLE}"'::regrole AND m.rolname <> current_user LOOP
        EXECUTE format('REVOKE %I FROM %I', '{ROLLE}', v_mitglied);  -- left over from a database of the same name
    END LOOP;
END $$
"""

_UNVERAENDERLICH = """
CREATE OR REPLACE FUNCTION unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('nutzlast', 'ablage') THEN
        IF EXISTS (SELECT 1 FROM public.loeschung l WHERE l.art = TG_TABLE_NAME
            AND l.schluessel = coalesce(to_jsonb(OLD)->>'sha256', to_jsonb(OLD)->>'nummer')) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '%: % ist gesperrt', TG_TABLE_NAME, TG_OP;
END $$
"""

_DARF_VERTRETEN = """
        SELECT 1 FROM ereignisrecht r
            JOIN pg_roles g ON g.rolname = current_database() || '_' || r.rolle
            JOIN pg_roles f ON f.rolname = v_traeger AND pg_has_role(f.oid, g.oid, 'MEMBER')
            JOIN LATERAL (SELECT n.inhalt::jsonb AS fakten FROM ereignis e JOIN nutzlast n ON n.nummer = e.nummer
                WHERE e.typ IN ('person_anlegen', 'person_aendern') AND n.inhalt::jsonb->>'kuerzel' = v_traeger
                ORDER BY e.nummer DESC LIMIT 1) AS fuer ON true
            JOIN LATERAL (SELECT n.inhalt::jsonb AS fakten FROM ereignis e JOIN nutzlast n ON n.nummer = e.nummer
                WHERE e.typ = 'vertretung_regeln' AND n.inhalt::jsonb->>'fuer' = v_traeger
                AND n.inhalt::jsonb->>'durch' = session_user::text ORDER BY e.nummer DESC LIMIT 1) AS zeit ON true
        WHERE r.typ = p_typ AND r.rolle <> 'pruefung'
            AND fuer.fakten->'rollen' ? r.rolle AND NOT (fuer.fakten->>'gesperrt')::boolean
            AND {TAG} BETWEEN (zeit.fakten->>'von')::date AND (zeit.fakten->>'bis')::date
            AND EXISTS (SELECT 1 FROM unnest(ARRAY['sachbearbeitung', 'zeichnung', 'haushalt']) AS eigene(rolle)
                WHERE pg_has_role(session_user, current_database() || '_' || eigene.rolle, 'MEMBER'))
    """
"""Rows there are where the login deputises that day for the one whose role it names; blocked, it has none of its own.

The day is that of the office; in practice it is the one that is played, whatever the time says.
"""

_TAG = """(CASE WHEN EXISTS (SELECT 1 FROM speicher WHERE schluessel = 'uebung' AND wert = 'ja')
                THEN left(p_erfasst_am, 10)::date
                ELSE (p_erfasst_am::timestamptz AT TIME ZONE 'Europe/Berlin')::date END)"""

_SCHREIBE = """
CREATE OR REPLACE FUNCTION ereignis_schreiben(
    p_typ text, p_fall text, p_wirksam_am text, p_erfasst_am text, p_salz text, p_inhalt text
) RETURNS TABLE (o_nummer bigint, o_benutzer text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    v_nummer bigint;
    v_vorher text;
    v_last text;
    v_kopf text;
    v_rolle text;
    v_fakten jsonb := p_inhalt::jsonb;
    v_traeger text := coalesce(v_fakten->>'in_vertretung_fuer', session_user::text);  -- whose role the act rests on
    v_eigner boolean := pg_has_role(session_user, current_user, 'MEMBER');
BEGIN
    PERFORM pg_advisory_xact_lock({SPERRE});
    IF v_traeger = session_user::text AND NOT v_eigner AND NOT EXISTS (
        SELECT 1 FROM ereignisrecht r
        WHERE r.typ = p_typ AND pg_has_role(session_user, current_database() || '_' || r.rolle, 'MEMBER')
    ) OR v_traeger <> session_user::text AND NOT EXISTS ({DARF_VERTRETEN}) THEN
        RAISE EXCEPTION 'Die Anmeldung % darf das Ereignis % nicht schreiben', session_user, p_typ
            USING ERRCODE = '{FEHLERKLASSE}';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM speicher WHERE schluessel = 'uebung' AND wert = 'ja')
        AND abs(extract(epoch FROM (now() - p_erfasst_am::timestamptz))) > 600 THEN
        RAISE EXCEPTION 'Die Uhr weicht von der Datenbank ab (%)', p_erfasst_am USING ERRCODE = '{FEHLERKLASSE}';
    END IF;
    IF EXISTS (SELECT 1 FROM (VALUES {VIER_AUGEN}) AS p(zweiter, erster) WHERE p.zweiter = p_typ AND (
        SELECT e.person FROM ereignis e WHERE e.fall = p_fall AND e.typ = p.erster ORDER BY e.nummer DESC LIMIT 1
    ) IN (session_user::text, v_traeger)) THEN
        RAISE EXCEPTION 'Die Anmeldung % handelte schon im Schritt davor (Vier-Augen-Prinzip)', session_user
            USING ERRCODE = '{FEHLERKLASSE}';
    END IF;
    IF p_wirksam_am !~ '^\\d{4}-\\d\\d-\\d\\d$' OR p_wirksam_am::date IS NULL
        OR p_erfasst_am !~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' THEN
        RAISE EXCEPTION 'Kein Tag oder keine Uhrzeit: %, %', p_wirksam_am, p_erfasst_am
            USING ERRCODE = '{EINGABEKLASSE}';
    END IF;
    IF p_salz IS NULL OR p_fall IS NULL OR jsonb_typeof(v_fakten) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'Die Fakten sind keine Angaben mit Namen' USING ERRCODE = '{EINGABEKLASSE}';
    END IF;
    SELECT e.nummer, e.sha256 INTO v_nummer, v_vorher FROM ereignis e ORDER BY e.nummer DESC LIMIT 1;
    v_nummer := coalesce(v_nummer, 0) + 1;
    v_vorher := coalesce(v_vorher, repeat('0', 64));
    v_last := encode(sha256(convert_to(p_salz || E'\\n' || p_inhalt, 'UTF8')), 'hex');
    v_kopf := '{"benutzer":' || to_json(session_user::text) || ',"erfasst_am":' || to_json(p_erfasst_am)
        || ',"fall":' || to_json(p_fall) || ',"nummer":' || v_nummer
        || ',"nutzlast_sha256":' || to_json(v_last) || ',"person":' || to_json(session_user::text)
        || ',"typ":' || to_json(p_typ) || ',"vorher":' || to_json(v_vorher)
        || ',"wirksam_am":' || to_json(p_wirksam_am) || '}';
    IF p_typ IN ('person_anlegen', 'person_aendern') THEN
        IF NOT v_eigner AND v_fakten->>'kuerzel' = session_user THEN
            RAISE EXCEPTION 'Niemand ändert die eigenen Rollen' USING ERRCODE = '{FEHLERKLASSE}';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = v_fakten->>'kuerzel' AND r.rolcanlogin) THEN
            RAISE EXCEPTION 'Die Anmeldung % gibt es in der Datenbank nicht', v_fakten->>'kuerzel'
                USING ERRCODE = '{EINGABEKLASSE}', HINT = 'Zuerst mit CREATE ROLE … LOGIN anlegen.';
        END IF;
    END IF;
    IF p_typ = 'vertretung_regeln' THEN
        IF v_fakten->>'durch' = session_user::text OR NOT (v_fakten->>'fuer' IS NOT DISTINCT FROM session_user::text
            OR pg_has_role(v_traeger, current_database() || '_zeichnung', 'MEMBER')) THEN
            RAISE EXCEPTION 'Vertretungen regelt die Rolle zeichnung oder die abwesende Person, niemand für sich selbst'
                USING ERRCODE = '{FEHLERKLASSE}';
        END IF;
        IF NOT coalesce(v_fakten->>'durch' <> v_fakten->>'fuer' AND v_fakten->>'von' ~ '^\\d{4}-\\d\\d-\\d\\d$'
            AND v_fakten->>'bis' ~ '^\\d{4}-\\d\\d-\\d\\d$', false) THEN
            RAISE EXCEPTION 'Die Vertretung ist unvollständig' USING ERRCODE = '{EINGABEKLASSE}';
        END IF;
    END IF;
    INSERT INTO ereignis VALUES (
        v_nummer, v_vorher, p_typ, p_fall, p_wirksam_am, p_erfasst_am, session_user, session_user, v_last,
        encode(sha256(convert_to(v_kopf, 'UTF8')), 'hex'));
    INSERT INTO nutzlast VALUES (v_nummer, p_salz, p_inhalt);
    INSERT INTO buchung SELECT v_nummer, b.zeile, b.eine->>'art', b.eine->>'kapitel', b.eine->>'titel',
        (b.eine->>'haushaltsjahr')::int, (b.eine->>'jahr')::int, p_fall, ((b.eine->>'betrag')::numeric * 100)::bigint
        FROM jsonb_array_elements(coalesce(v_fakten->'buchungen', '[]'::jsonb)) WITH ORDINALITY AS b(eine, zeile);
    IF EXISTS (SELECT 1 FROM buchung b WHERE b.nummer = v_nummer AND EXISTS ({UEBERZOGEN})) THEN
        RAISE EXCEPTION 'Es wäre mehr gebunden, als der Haushalt bereitstellt' USING ERRCODE = '{FEHLERKLASSE}';
    END IF;
    {LOESCHE}
    IF p_typ IN ('person_anlegen', 'person_aendern') THEN
        FOREACH v_rolle IN ARRAY ARRAY['sachbearbeitung', 'zeichnung', 'haushalt', 'pruefung'] LOOP
            -- who is blocked still reads
            IF (v_fakten->'rollen' ? v_rolle AND NOT (v_fakten->>'gesperrt')::boolean)
                OR (v_rolle = 'pruefung' AND (v_fakten->>'gesperrt')::boolean) THEN
                EXECUTE format('GRANT %I TO %I', current_database() || '_' || v_rolle, v_fakten->>'kuerzel');
            ELSE
                EXECUTE format('REVOKE %I FROM %I', current_database() || '_' || v_rolle, v_fakten->>'kuerzel');
            END IF;
        END LOOP;
    END IF;
    RETURN QUERY SELECT v_nummer, session_user::text;
END $$
"""
