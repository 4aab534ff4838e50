-- A code that was mailed to an address. One of a purpose counts at a time: a new one takes the place of the one before.
CREATE TABLE one_time_codes (
    user_id   TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose   TEXT   NOT NULL,
    -- The address it was mailed to, in lower case.
    target    TEXT   NOT NULL,
    code_hash TEXT   NOT NULL,
    attempts  BIGINT NOT NULL DEFAULT 0,
    sent_at   BIGINT NOT NULL,
    expire_at BIGINT NOT NULL,
    used_at   BIGINT,
    PRIMARY KEY (user_id, purpose)
);

-- Mails that wait to be sent. Their text holds codes, so it is sealed.
CREATE TABLE mails (
    id         TEXT   PRIMARY KEY,
    recipient  TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    content    TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX mails_by_time ON mails (created_at);
