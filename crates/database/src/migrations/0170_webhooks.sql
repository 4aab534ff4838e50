-- Webhook events: written with the change that they tell of, sent in the order of their positions for each user, and kept
-- for a while after they were sent, so that they can be sent again. They have no data of the user but identifiers: what is
-- sent is read when it is sent. No references: that a user was deleted is told when they are gone.
CREATE TABLE webhook_events (
    id           TEXT   PRIMARY KEY,
    position     BIGINT NOT NULL UNIQUE,
    kind         TEXT   NOT NULL,
    user_id      TEXT   NOT NULL,
    session_id   TEXT,
    -- The entry of the audit log, which knows the request.
    audit_id     TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    -- When it began to wait: it is tried for a day from then on.
    queued_at    BIGINT NOT NULL,
    due_at       BIGINT NOT NULL DEFAULT 0,
    attempts     BIGINT NOT NULL DEFAULT 0,
    reason       TEXT,
    delivered_at BIGINT,
    refused_at   BIGINT
);
CREATE INDEX webhook_events_waiting ON webhook_events (user_id, position) WHERE delivered_at IS NULL AND refused_at IS NULL;
CREATE INDEX webhook_events_by_time ON webhook_events (created_at);
