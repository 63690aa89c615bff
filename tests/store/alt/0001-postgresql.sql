REVOKE CREATE ON SCHEMA public FROM PUBLIC
;;
CREATE OR REPLACE FUNCTION unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: % ist gesperrt', TG_TABLE_NAME, TG_OP;
END $$
;;
CREATE TRIGGER ereignis_unveraenderlich BEFORE UPDATE OR DELETE ON ereignis FOR EACH ROW EXECUTE FUNCTION unveraenderlich()
;;
CREATE TRIGGER ereignis_nicht_leeren BEFORE TRUNCATE ON ereignis FOR EACH STATEMENT EXECUTE FUNCTION unveraenderlich()
;;
CREATE TRIGGER nutzlast_unveraenderlich BEFORE UPDATE OR DELETE ON nutzlast FOR EACH ROW EXECUTE FUNCTION unveraenderlich()
;;
CREATE TRIGGER nutzlast_nicht_leeren BEFORE TRUNCATE ON nutzlast FOR EACH STATEMENT EXECUTE FUNCTION unveraenderlich()
;;
CREATE TRIGGER ablage_unveraenderlich BEFORE UPDATE OR DELETE ON ablage FOR EACH ROW EXECUTE FUNCTION unveraenderlich()
;;
CREATE TRIGGER ablage_nicht_leeren BEFORE TRUNCATE ON ablage FOR EACH STATEMENT EXECUTE FUNCTION unveraenderlich()
;;
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
    v_fakten jsonb;
    v_eigner boolean := pg_has_role(session_user, current_user, 'MEMBER');
BEGIN
    PERFORM pg_advisory_xact_lock(19280);
    IF NOT v_eigner AND NOT EXISTS (
        SELECT 1 FROM ereignisrecht r
        WHERE r.typ = p_typ AND pg_has_role(session_user, current_database() || '_' || r.rolle, 'MEMBER')
    ) THEN
        RAISE EXCEPTION 'Die Anmeldung % darf das Ereignis % nicht schreiben', session_user, p_typ
            USING ERRCODE = 'KP001';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM speicher WHERE schluessel = 'uebung' AND wert = 'ja')
        AND abs(extract(epoch FROM (now() - p_erfasst_am::timestamptz))) > 600 THEN
        RAISE EXCEPTION 'Die Uhr weicht von der Datenbank ab (%)', p_erfasst_am USING ERRCODE = 'KP001';
    END IF;
    IF EXISTS (SELECT 1 FROM (VALUES ('entscheidung_bewilligen', 'entscheidung_vorschlagen'), ('entscheidung_ablehnen', 'entscheidung_vorschlagen'), ('zahlung_anordnen', 'zahlung_bescheinigen')) AS p(zweiter, erster) WHERE p.zweiter = p_typ AND session_user = (
        SELECT e.person FROM ereignis e WHERE e.fall = p_fall AND e.typ = p.erster ORDER BY e.nummer DESC LIMIT 1
    )) THEN
        RAISE EXCEPTION 'Die Anmeldung % handelte schon im Schritt davor (Vier-Augen-Prinzip)', session_user
            USING ERRCODE = 'KP001';
    END IF;
    IF p_wirksam_am !~ '^\d{4}-\d\d-\d\d$' OR p_wirksam_am::date IS NULL
        OR p_erfasst_am !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$' THEN
        RAISE EXCEPTION 'Kein Tag oder keine Uhrzeit: %, %', p_wirksam_am, p_erfasst_am
            USING ERRCODE = 'KP002';
    END IF;
    v_fakten := p_inhalt::jsonb;
    IF p_salz IS NULL OR p_fall IS NULL OR jsonb_typeof(v_fakten) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'Die Fakten sind keine Angaben mit Namen' USING ERRCODE = 'KP002';
    END IF;
    SELECT e.nummer, e.sha256 INTO v_nummer, v_vorher FROM ereignis e ORDER BY e.nummer DESC LIMIT 1;
    v_nummer := coalesce(v_nummer, 0) + 1;
    v_vorher := coalesce(v_vorher, repeat('0', 64));
    v_last := encode(sha256(convert_to(p_salz || E'\n' || p_inhalt, 'UTF8')), 'hex');
    v_kopf := '{"benutzer":' || to_json(session_user::text) || ',"erfasst_am":' || to_json(p_erfasst_am)
        || ',"fall":' || to_json(p_fall) || ',"nummer":' || v_nummer
        || ',"nutzlast_sha256":' || to_json(v_last) || ',"person":' || to_json(session_user::text)
        || ',"typ":' || to_json(p_typ) || ',"vorher":' || to_json(v_vorher)
        || ',"wirksam_am":' || to_json(p_wirksam_am) || '}';
    IF p_typ IN ('person_anlegen', 'person_aendern') THEN
        IF NOT v_eigner AND v_fakten->>'kuerzel' = session_user THEN
            RAISE EXCEPTION 'Niemand ändert die eigenen Rollen' USING ERRCODE = 'KP001';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = v_fakten->>'kuerzel' AND r.rolcanlogin) THEN
            RAISE EXCEPTION 'Die Anmeldung % gibt es in der Datenbank nicht', v_fakten->>'kuerzel'
                USING ERRCODE = 'KP002', HINT = 'Zuerst mit CREATE ROLE … LOGIN anlegen.';
        END IF;
    END IF;
    INSERT INTO ereignis VALUES (
        v_nummer, v_vorher, p_typ, p_fall, p_wirksam_am, p_erfasst_am, session_user, session_user, v_last,
        encode(sha256(convert_to(v_kopf, 'UTF8')), 'hex'));
    INSERT INTO nutzlast VALUES (v_nummer, p_salz, p_inhalt);
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
;;
REVOKE ALL ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) FROM PUBLIC
;;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{DATENBANK}_sachbearbeitung') THEN CREATE ROLE "{DATENBANK}_sachbearbeitung" NOLOGIN; END IF; END $$
;;
DO $$
DECLARE v_mitglied text;
BEGIN
    FOR v_mitglied IN SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = '"{DATENBANK}_sachbearbeitung"'::regrole AND m.rolname <> current_user LOOP
        EXECUTE format('REVOKE %I FROM %I', '{DATENBANK}_sachbearbeitung', v_mitglied);  -- left over from a database of the same name
    END LOOP;
END $$
;;
GRANT USAGE ON SCHEMA public TO "{DATENBANK}_sachbearbeitung"
;;
GRANT SELECT ON ereignis, nutzlast, ablage, fall, person, antragsteller, behoerde, nummernkreis, speicher, ereignisrecht, alembic_version TO "{DATENBANK}_sachbearbeitung"
;;
GRANT EXECUTE ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) TO "{DATENBANK}_sachbearbeitung"
;;
GRANT INSERT, UPDATE ON fall, person, antragsteller, behoerde, nummernkreis TO "{DATENBANK}_sachbearbeitung"
;;
GRANT INSERT ON ablage TO "{DATENBANK}_sachbearbeitung"
;;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{DATENBANK}_zeichnung') THEN CREATE ROLE "{DATENBANK}_zeichnung" NOLOGIN; END IF; END $$
;;
DO $$
DECLARE v_mitglied text;
BEGIN
    FOR v_mitglied IN SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = '"{DATENBANK}_zeichnung"'::regrole AND m.rolname <> current_user LOOP
        EXECUTE format('REVOKE %I FROM %I', '{DATENBANK}_zeichnung', v_mitglied);  -- left over from a database of the same name
    END LOOP;
END $$
;;
GRANT USAGE ON SCHEMA public TO "{DATENBANK}_zeichnung"
;;
GRANT SELECT ON ereignis, nutzlast, ablage, fall, person, antragsteller, behoerde, nummernkreis, speicher, ereignisrecht, alembic_version TO "{DATENBANK}_zeichnung"
;;
GRANT EXECUTE ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) TO "{DATENBANK}_zeichnung"
;;
GRANT INSERT, UPDATE ON fall, person, antragsteller, behoerde, nummernkreis TO "{DATENBANK}_zeichnung"
;;
GRANT INSERT ON ablage TO "{DATENBANK}_zeichnung"
;;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{DATENBANK}_haushalt') THEN CREATE ROLE "{DATENBANK}_haushalt" NOLOGIN; END IF; END $$
;;
DO $$
DECLARE v_mitglied text;
BEGIN
    FOR v_mitglied IN SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = '"{DATENBANK}_haushalt"'::regrole AND m.rolname <> current_user LOOP
        EXECUTE format('REVOKE %I FROM %I', '{DATENBANK}_haushalt', v_mitglied);  -- left over from a database of the same name
    END LOOP;
END $$
;;
GRANT USAGE ON SCHEMA public TO "{DATENBANK}_haushalt"
;;
GRANT SELECT ON ereignis, nutzlast, ablage, fall, person, antragsteller, behoerde, nummernkreis, speicher, ereignisrecht, alembic_version TO "{DATENBANK}_haushalt"
;;
GRANT EXECUTE ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) TO "{DATENBANK}_haushalt"
;;
GRANT INSERT, UPDATE ON fall, person, antragsteller, behoerde, nummernkreis TO "{DATENBANK}_haushalt"
;;
GRANT INSERT ON ablage TO "{DATENBANK}_haushalt"
;;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{DATENBANK}_pruefung') THEN CREATE ROLE "{DATENBANK}_pruefung" NOLOGIN; END IF; END $$
;;
DO $$
DECLARE v_mitglied text;
BEGIN
    FOR v_mitglied IN SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
        WHERE a.roleid = '"{DATENBANK}_pruefung"'::regrole AND m.rolname <> current_user LOOP
        EXECUTE format('REVOKE %I FROM %I', '{DATENBANK}_pruefung', v_mitglied);  -- left over from a database of the same name
    END LOOP;
END $$
;;
GRANT USAGE ON SCHEMA public TO "{DATENBANK}_pruefung"
;;
GRANT SELECT ON ereignis, nutzlast, ablage, fall, person, antragsteller, behoerde, nummernkreis, speicher, ereignisrecht, alembic_version TO "{DATENBANK}_pruefung"
;;
GRANT EXECUTE ON FUNCTION ereignis_schreiben(text, text, text, text, text, text) TO "{DATENBANK}_pruefung"
;;
GRANT UPDATE ON fall TO "{DATENBANK}_pruefung"
;;
INSERT INTO ereignisrecht VALUES ('fall_anlegen', 'sachbearbeitung'), ('beratung_erfassen', 'sachbearbeitung'), ('eingang_vermerken', 'sachbearbeitung'), ('antrag_einlesen', 'sachbearbeitung'), ('anlage_erfassen', 'sachbearbeitung'), ('antrag_berichtigen', 'sachbearbeitung'), ('fall_berichtigen', 'sachbearbeitung'), ('vollzug_berichtigen', 'zeichnung'), ('antrag_nachfordern', 'sachbearbeitung'), ('antrag_pruefen', 'sachbearbeitung'), ('ziele_festlegen', 'sachbearbeitung'), ('entscheidung_vorschlagen', 'sachbearbeitung'), ('entscheidung_bewilligen', 'zeichnung'), ('entscheidung_ablehnen', 'zeichnung'), ('bescheid_erstellen', 'sachbearbeitung'), ('bescheid_ablegen', 'sachbearbeitung'), ('bescheid_aufgeben', 'sachbearbeitung'), ('zugang_erfassen', 'sachbearbeitung'), ('ruecklauf_erfassen', 'sachbearbeitung'), ('rechtsbehelf_verzichten', 'sachbearbeitung'), ('klage_erfassen', 'sachbearbeitung'), ('klage_erledigen', 'sachbearbeitung'), ('bestandskraft_eintreten', 'haushalt'), ('bestandskraft_eintreten', 'sachbearbeitung'), ('bestandskraft_eintreten', 'zeichnung'), ('beginn_anzeigen', 'sachbearbeitung'), ('zahlung_bescheinigen', 'sachbearbeitung'), ('zahlung_anordnen', 'haushalt'), ('nachweis_einlesen', 'sachbearbeitung'), ('nachweis_vervollstaendigen', 'sachbearbeitung'), ('stichprobe_ziehen', 'sachbearbeitung'), ('stichprobe_auslassen', 'sachbearbeitung'), ('nachweis_pruefen', 'sachbearbeitung'), ('evaluation_erfassen', 'sachbearbeitung'), ('fall_schliessen', 'zeichnung'), ('antrag_zurueckziehen', 'sachbearbeitung'), ('person_anlegen', 'zeichnung'), ('person_aendern', 'zeichnung'), ('behoerde_setzen', 'zeichnung'), ('antragsteller_anlegen', 'sachbearbeitung'), ('antragsteller_aendern', 'sachbearbeitung'), ('versuch_abgewiesen', 'haushalt'), ('versuch_abgewiesen', 'pruefung'), ('versuch_abgewiesen', 'sachbearbeitung'), ('versuch_abgewiesen', 'zeichnung')
