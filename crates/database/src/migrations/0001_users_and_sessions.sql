-- One dialect for SQLite and PostgreSQL: instants are microseconds since 1970 (UTC), identifiers and hashes are text.

CREATE TABLE users (
    id              TEXT   PRIMARY KEY,
    first_name      TEXT   NOT NULL DEFAULT '',
    last_name       TEXT   NOT NULL DEFAULT '',
    last_sign_in_at BIGINT,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);

-- How a user proves who they are. A provider's user is known by issuer and subject, never by address.
CREATE TABLE identities (
    id              TEXT   PRIMARY KEY,
    user_id         TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer          TEXT   NOT NULL,
    subject         TEXT   NOT NULL,
    email           TEXT   NOT NULL,
    last_sign_in_at BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_by_user ON identities (user_id);

-- A browser's session. The token itself is in the browser's cookie only.
CREATE TABLE sessions (
    id             TEXT   PRIMARY KEY,
    user_id        TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    identity_id    TEXT   NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    token_hash     TEXT   NOT NULL UNIQUE,
    last_active_at BIGINT NOT NULL,
    abandon_at     BIGINT NOT NULL,
    expire_at      BIGINT NOT NULL,
    ended_at       BIGINT,
    end_reason     TEXT,
    created_at     BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expire_at);

-- A sign-in under way: sent to the provider, not yet back. Each works once, in the browser that began it.
CREATE TABLE oauth_flows (
    state_hash    TEXT   PRIMARY KEY,
    browser_hash  TEXT   NOT NULL,
    nonce         TEXT   NOT NULL,
    pkce_verifier TEXT   NOT NULL,
    redirect_uri  TEXT   NOT NULL,
    expire_at     BIGINT NOT NULL
);
CREATE INDEX oauth_flows_by_expiry ON oauth_flows (expire_at);
