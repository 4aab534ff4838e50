-- A sign-in or sign-up under way in a browser, in several steps; a browser has one of each at most. The browser's token is
-- in its cookie only.
CREATE TABLE sign_in_attempts (
    browser_hash TEXT   PRIMARY KEY,
    id           TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    -- Whether the user is setting a new password, after a code that was mailed for that.
    is_recovery  BIGINT NOT NULL DEFAULT 0,
    -- The session that it began.
    session_id   TEXT,
    created_at   BIGINT NOT NULL,
    expire_at    BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_expiry ON sign_in_attempts (expire_at);

CREATE TABLE sign_up_attempts (
    browser_hash    TEXT   PRIMARY KEY,
    id              TEXT   NOT NULL,
    address         TEXT,
    password_hash   TEXT,
    first_name      TEXT,
    last_name       TEXT,
    username        TEXT,
    unsafe_metadata TEXT   NOT NULL DEFAULT '{}',
    -- When a code was last mailed to the address.
    mailed_at       BIGINT,
    created_at      BIGINT NOT NULL,
    expire_at       BIGINT NOT NULL
);
CREATE INDEX sign_up_attempts_by_expiry ON sign_up_attempts (expire_at);
