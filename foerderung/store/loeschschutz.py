"""What PostgreSQL itself demands of a deletion, and how its function removes what the event lists."""

from __future__ import annotations

from foerderung.store.loeschung import REGELWERK
from foerderung.verfahren.loeschung import ABLAGEN, BEANTRAGEN, EREIGNISSE, GEBUCHT, VOLLZIEHEN
from foerderung.verfahren.zustand import Zustand

_ENDEN = ", ".join(f"'{zustand.value}'" for zustand in (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN))


def loeschteil() -> str:
    """Return the part of the function that writes events; `v_nummer` is the event of the deletion.

    Whoever signs may call the function past the program: so it looks at the state of the case, at the request, and at
    every entry of the lists, and takes no word for it.
    """
    werte = {
        "{VOLLZIEHEN}": VOLLZIEHEN,
        "{BEANTRAGEN}": BEANTRAGEN,
        "{EREIGNISSE}": EREIGNISSE,
        "{ABLAGEN}": ABLAGEN,
        "{GEBUCHT}": GEBUCHT,
        "{REGELWERK}": REGELWERK,
        "{ENDEN}": _ENDEN,
    }
    text = _TEIL
    for platz, wert in werte.items():
        text = text.replace(platz, wert)
    return text


_TEIL = """IF p_typ = '{VOLLZIEHEN}' THEN
        IF NOT EXISTS (SELECT 1 FROM ereignis e WHERE e.fall = p_fall AND e.typ = '{BEANTRAGEN}')
            OR (SELECT n.inhalt::jsonb->>'nach' FROM ereignis e JOIN nutzlast n ON n.nummer = e.nummer
                WHERE e.fall = p_fall AND e.nummer < v_nummer AND e.typ <> 'versuch_abgewiesen'
                ORDER BY e.nummer DESC LIMIT 1) NOT IN ({ENDEN}) THEN
            RAISE EXCEPTION 'Gelöscht wird nur ein beendeter Fall, dessen Löschung beantragt ist'
                USING ERRCODE = '{FEHLERKLASSE}';
        END IF;
        IF (SELECT jsonb_agg(jsonb_build_object('nummer', e.nummer, 'nutzlast_sha256', e.nutzlast_sha256)
                ORDER BY e.nummer) FROM ereignis e WHERE e.fall = p_fall AND e.nummer < v_nummer)
                IS DISTINCT FROM v_fakten->'{EREIGNISSE}'
            OR (SELECT coalesce(jsonb_agg(jsonb_build_object('nummer', b.nummer, 'zeile', b.zeile, 'art', b.art,
                'kapitel', b.kapitel, 'titel', b.titel, 'haushaltsjahr', b.haushaltsjahr, 'jahr', b.jahr,
                'betrag', (b.betrag / 100.0)::numeric(20, 2)::text) ORDER BY b.nummer, b.zeile), '[]'::jsonb)
                FROM buchung b WHERE b.fall = p_fall) IS DISTINCT FROM v_fakten->'{GEBUCHT}'
            OR jsonb_typeof(v_fakten->'{ABLAGEN}') IS DISTINCT FROM 'array' OR EXISTS (
                SELECT 1 FROM jsonb_array_elements_text(v_fakten->'{ABLAGEN}') AS a(sha) WHERE a.sha !~ '^[0-9a-f]{64}$'
                OR NOT EXISTS (SELECT 1 FROM ablage l WHERE l.sha256 = a.sha AND l.art <> '{REGELWERK}')
                OR NOT EXISTS (SELECT 1 FROM ereignis e JOIN nutzlast n ON n.nummer = e.nummer
                    WHERE e.fall = p_fall AND e.nummer < v_nummer AND position(a.sha IN n.inhalt) > 0)
                OR EXISTS (SELECT 1 FROM ereignis e JOIN nutzlast n ON n.nummer = e.nummer WHERE e.fall <> p_fall
                    AND e.typ <> '{VOLLZIEHEN}' AND position(a.sha IN n.inhalt) > 0)) THEN
            RAISE EXCEPTION 'Die Löschung nennt anderes, als zu diesem Fall gehört' USING ERRCODE = '{EINGABEKLASSE}';
        END IF;
        INSERT INTO loeschung SELECT 'nutzlast', e.nummer::text, v_nummer FROM ereignis e
            WHERE e.fall = p_fall AND e.nummer < v_nummer;
        INSERT INTO loeschung SELECT DISTINCT 'ablage', a.sha, v_nummer
            FROM jsonb_array_elements_text(v_fakten->'{ABLAGEN}') AS a(sha) ON CONFLICT DO NOTHING;
        DELETE FROM nutzlast n USING ereignis e
            WHERE e.nummer = n.nummer AND e.fall = p_fall AND e.nummer < v_nummer;
        DELETE FROM ablage l USING jsonb_array_elements_text(v_fakten->'{ABLAGEN}') AS a(sha) WHERE l.sha256 = a.sha;
    END IF;"""
