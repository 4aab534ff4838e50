-- From where a session was used: one row for each network address and client. What is said of them, the browser and the
-- place, is worked out when it is shown.
CREATE TABLE session_activities (
    id            TEXT   PRIMARY KEY,
    session_id    TEXT   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    -- Empty when unknown: null would not be unique.
    address       TEXT   NOT NULL,
    user_agent    TEXT   NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at  BIGINT NOT NULL,
    UNIQUE (session_id, address, user_agent)
);
INSERT INTO session_activities (id, session_id, address, user_agent, first_seen_at, last_seen_at)
    SELECT id, id, COALESCE(address, ''), COALESCE(user_agent, ''), created_at, last_active_at FROM sessions;

-- Wrong proofs in a row, and until when the account takes no more of them.
ALTER TABLE users ADD COLUMN failed_attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN locked_until BIGINT;
