-- A second proof of who a user is. Its secret is sealed; a step of time is accepted once.
CREATE TABLE factors (
    id                 TEXT   PRIMARY KEY,
    user_id            TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind               TEXT   NOT NULL,
    friendly_name      TEXT   NOT NULL,
    secret             TEXT   NOT NULL,
    verified_at        BIGINT,
    last_step          BIGINT NOT NULL DEFAULT 0,
    last_challenged_at BIGINT,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    UNIQUE (user_id, friendly_name)
);

-- A question for a code, put in one session and answered there.
CREATE TABLE challenges (
    id         TEXT   PRIMARY KEY,
    factor_id  TEXT   NOT NULL REFERENCES factors (id) ON DELETE CASCADE,
    session_id TEXT   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    address    TEXT,
    attempts   BIGINT NOT NULL DEFAULT 0,
    expire_at  BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX challenges_by_factor ON challenges (factor_id);
CREATE INDEX challenges_by_session ON challenges (session_id);

-- What opens when the device with the factor is lost. Each works once.
CREATE TABLE backup_codes (
    user_id   TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash TEXT   NOT NULL,
    used_at   BIGINT,
    PRIMARY KEY (user_id, code_hash)
);
