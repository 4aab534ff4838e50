-- The keys that sign access tokens. Exactly one is current; the next one is published ahead of its first use, and the
-- previous one as long as something it signed may be valid.
CREATE TABLE signing_keys (
    id          TEXT   PRIMARY KEY,
    -- The private scalar, sealed.
    private_key TEXT   NOT NULL,
    status      TEXT   NOT NULL CHECK (status IN ('next', 'current', 'previous')),
    created_at  BIGINT NOT NULL,
    -- When a next key becomes current, and a previous one is forgotten.
    turn_at     BIGINT
);
CREATE UNIQUE INDEX signing_keys_current ON signing_keys (status) WHERE status = 'current';

-- What happened to accounts: only ever added to. Each row's hash covers the row and the hash before it, so that a row
-- that was changed or taken out shows. No references: what happened stays when the user goes.
CREATE TABLE audit_events (
    sequence    BIGINT PRIMARY KEY,
    id          TEXT   NOT NULL UNIQUE,
    at          BIGINT NOT NULL,
    action      TEXT   NOT NULL,
    actor_kind  TEXT   NOT NULL,
    actor_id    TEXT,
    subject_id  TEXT,
    session_id  TEXT,
    request_id  TEXT,
    address     TEXT,
    user_agent  TEXT,
    -- A JSON object.
    traits      TEXT   NOT NULL,
    hash        TEXT   NOT NULL
);
CREATE INDEX audit_events_by_time ON audit_events (at);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id);
