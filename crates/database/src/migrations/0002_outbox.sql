-- What waits to be sent to Caliper. A row goes when the platform has the event; one that it refused stays, with the reason.
CREATE TABLE outbox (
    event_id    TEXT   PRIMARY KEY,
    position    BIGINT NOT NULL UNIQUE,
    timeback_id TEXT   NOT NULL,
    sensor      TEXT   NOT NULL,
    event       TEXT   NOT NULL,
    accepted_at BIGINT NOT NULL,
    refused_at  BIGINT,
    reason      TEXT
);
CREATE INDEX outbox_waiting ON outbox (position) WHERE refused_at IS NULL;
