-- Accounts of our own beside those of a provider: addresses, passwords, metadata, and sessions of API clients.

ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'authenticated';
-- The Timeback id, once the account is joined to one.
ALTER TABLE users ADD COLUMN external_id TEXT;
ALTER TABLE users ADD COLUMN password_hash TEXT;
ALTER TABLE users ADD COLUMN password_changed_at BIGINT;
ALTER TABLE users ADD COLUMN primary_email_id TEXT;
-- The address the user asked for and has not yet proved.
ALTER TABLE users ADD COLUMN new_email TEXT;
-- JSON objects: shown to the user, shown to nobody, written by the user.
ALTER TABLE users ADD COLUMN public_metadata TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN private_metadata TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN unsafe_metadata TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN invited_at BIGINT;
ALTER TABLE users ADD COLUMN confirmation_sent_at BIGINT;
ALTER TABLE users ADD COLUMN recovery_sent_at BIGINT;
ALTER TABLE users ADD COLUMN email_change_sent_at BIGINT;
ALTER TABLE users ADD COLUMN reauthentication_sent_at BIGINT;
ALTER TABLE users ADD COLUMN banned_until BIGINT;
ALTER TABLE users ADD COLUMN deleted_at BIGINT;
CREATE UNIQUE INDEX users_by_external_id ON users (external_id) WHERE external_id IS NOT NULL;

-- Several people may claim an address; one at most has proved that it is theirs.
CREATE TABLE email_addresses (
    id            TEXT   PRIMARY KEY,
    user_id       TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    address       TEXT   NOT NULL,
    address_lower TEXT   NOT NULL,
    verified_at   BIGINT,
    created_at    BIGINT NOT NULL,
    UNIQUE (user_id, address_lower)
);
CREATE UNIQUE INDEX email_addresses_verified ON email_addresses (address_lower) WHERE verified_at IS NOT NULL;
CREATE INDEX email_addresses_by_address ON email_addresses (address_lower);

-- The name by which the API calls who vouches: what was there before came from Timeback's sign-in. An account of our own
-- has the issuer and provider 'email', and the user's own id as its subject.
ALTER TABLE identities ADD COLUMN provider TEXT NOT NULL DEFAULT 'timeback';

-- A session is a browser's, known by the hash of its cookie, or an API client's, known by a refresh token. The latter's
-- key is sealed; the token carries the counter, which only grows.
CREATE TABLE new_sessions (
    id              TEXT   PRIMARY KEY,
    user_id         TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    identity_id     TEXT   REFERENCES identities (id) ON DELETE CASCADE,
    token_hash      TEXT   UNIQUE,
    refresh_key     TEXT,
    refresh_counter BIGINT NOT NULL DEFAULT 0,
    refreshed_at    BIGINT,
    aal             TEXT   NOT NULL DEFAULT 'aal1',
    -- JSON: how the user proved who they are, newest first.
    amr             TEXT   NOT NULL DEFAULT '[]',
    address         TEXT,
    user_agent      TEXT,
    last_active_at  BIGINT NOT NULL,
    abandon_at      BIGINT NOT NULL,
    expire_at       BIGINT NOT NULL,
    ended_at        BIGINT,
    end_reason      TEXT,
    created_at      BIGINT NOT NULL
);
INSERT INTO new_sessions (id, user_id, identity_id, token_hash, last_active_at, abandon_at, expire_at, ended_at, end_reason, created_at)
    SELECT id, user_id, identity_id, token_hash, last_active_at, abandon_at, expire_at, ended_at, end_reason, created_at FROM sessions;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expire_at);
