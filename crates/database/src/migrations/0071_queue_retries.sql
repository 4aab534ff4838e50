-- An event that failed while others passed: how often, and when it may be tried again. Its student's later events wait
-- for it meanwhile.
ALTER TABLE outbox ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_postponed ON outbox (timeback_id, position) WHERE refused_at IS NULL AND attempts > 0;
