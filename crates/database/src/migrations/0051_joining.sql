-- Somebody whom a provider vouches for, with the proved address of an account: they are let in once they have confirmed
-- that the account is theirs. The token is in the browser's cookie only.
CREATE TABLE pending_links (
    token_hash  TEXT   PRIMARY KEY,
    user_id     TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    given_name  TEXT   NOT NULL,
    family_name TEXT   NOT NULL,
    attempts    BIGINT NOT NULL DEFAULT 0,
    expire_at   BIGINT NOT NULL
);
CREATE INDEX pending_links_by_expiry ON pending_links (expire_at);
