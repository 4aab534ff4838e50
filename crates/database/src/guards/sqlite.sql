-- The log is only added to. What is a year older than its newest entry may go; the newest itself never does.
CREATE TRIGGER IF NOT EXISTS audit_events_unchanged BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit_events is only added to');
END;
CREATE TRIGGER IF NOT EXISTS audit_events_kept BEFORE DELETE ON audit_events
WHEN OLD.at > (SELECT MAX(at) FROM audit_events) - 31536000000000
BEGIN
    SELECT RAISE(ABORT, 'audit_events is only added to');
END;
