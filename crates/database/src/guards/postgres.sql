-- The log is only added to. What is a year older than its newest entry may go; the newest itself never does.
DO $guard$
BEGIN
    -- Of several processes that start together one does it.
    PERFORM pg_advisory_xact_lock(7040001);
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'audit_events'::regclass AND tgname = 'audit_events_kept') THEN
        RETURN;
    END IF;
    CREATE OR REPLACE FUNCTION audit_events_guard() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at <= (SELECT MAX(at) FROM audit_events) - 31536000000000 THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'audit_events is only added to';
    END
    $body$;
    CREATE TRIGGER audit_events_kept BEFORE UPDATE OR DELETE ON audit_events
        FOR EACH ROW EXECUTE FUNCTION audit_events_guard();
    CREATE TRIGGER audit_events_not_emptied BEFORE TRUNCATE ON audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION audit_events_guard();
END
$guard$;
