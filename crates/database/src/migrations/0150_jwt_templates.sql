-- Templates for tokens that services accept.
CREATE TABLE jwt_templates (
    id                 TEXT   PRIMARY KEY,
    name               TEXT   NOT NULL UNIQUE,
    -- A JSON object.
    claims             TEXT   NOT NULL,
    -- In seconds.
    lifetime           BIGINT NOT NULL,
    allowed_clock_skew BIGINT NOT NULL,
    signing_algorithm  TEXT   NOT NULL,
    -- The template's own signing key, sealed; without one, the server's key signs.
    signing_key        TEXT,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL
);

-- The RSA keys that sign session tokens. A table beside signing_keys, because a server of an earlier version reads every
-- row of that one as a key on P-256.
CREATE TABLE rsa_signing_keys (
    id          TEXT   PRIMARY KEY,
    -- The private key in PKCS #8, as PEM, sealed.
    private_key TEXT   NOT NULL,
    status      TEXT   NOT NULL CHECK (status IN ('next', 'current', 'previous')),
    created_at  BIGINT NOT NULL,
    -- When a next key becomes current, and a previous one is deleted.
    turn_at     BIGINT,
    -- When the last long-lived token that it signed expires.
    needed_until BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX rsa_signing_keys_current ON rsa_signing_keys (status) WHERE status = 'current';
