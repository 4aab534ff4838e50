-- Users' accounts at providers other than Timeback. One without a subject is not linked yet: its user was sent to the
-- provider and has not returned, or returned without success. Sessions are never of these: they are of an identity.
CREATE TABLE external_accounts (
    id              TEXT   PRIMARY KEY,
    user_id         TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider        TEXT   NOT NULL,
    -- Who issued the subject: the provider's name, or the URL of the server that is configured in its place.
    issuer          TEXT   NOT NULL,
    subject         TEXT,
    -- 'unverified', 'verified' or 'failed'.
    status          TEXT   NOT NULL,
    error_code      TEXT,
    -- Until when the user may return from the provider.
    expire_at       BIGINT,
    approved_scopes TEXT   NOT NULL DEFAULT '',
    -- What the provider says of the user. Nothing of it is ever taken for the user's own data here.
    email           TEXT,
    email_verified  BIGINT NOT NULL DEFAULT 0,
    first_name      TEXT   NOT NULL DEFAULT '',
    last_name       TEXT   NOT NULL DEFAULT '',
    username        TEXT,
    picture_url     TEXT,
    -- Sealed.
    access_token    TEXT,
    refresh_token   TEXT,
    token_expire_at BIGINT,
    last_sign_in_at BIGINT,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX external_accounts_by_subject ON external_accounts (provider, issuer, subject) WHERE subject IS NOT NULL;
CREATE INDEX external_accounts_by_user ON external_accounts (user_id);

-- Browsers that were sent to such a provider and are not yet back. Each flow works once, in the browser that began it.
CREATE TABLE external_flows (
    state_hash          TEXT   PRIMARY KEY,
    browser_hash        TEXT   NOT NULL,
    provider            TEXT   NOT NULL,
    -- Whose account is to be linked or reauthorized, and in which session they asked; none to sign in.
    user_id             TEXT   REFERENCES users (id) ON DELETE CASCADE,
    session_id          TEXT,
    external_account_id TEXT   REFERENCES external_accounts (id) ON DELETE CASCADE,
    nonce               TEXT   NOT NULL,
    -- Sealed.
    pkce_verifier       TEXT   NOT NULL,
    redirect_uri        TEXT   NOT NULL,
    redirect_to         TEXT,
    -- Whose flow it is, for callers that share one callback.
    tag                 TEXT,
    scopes              TEXT   NOT NULL,
    expire_at           BIGINT NOT NULL
);
CREATE INDEX external_flows_by_expiry ON external_flows (expire_at);

-- A pending link to such an account: the provider, and sealed what it gave.
ALTER TABLE pending_links ADD COLUMN provider TEXT;
ALTER TABLE pending_links ADD COLUMN external_grant TEXT;
