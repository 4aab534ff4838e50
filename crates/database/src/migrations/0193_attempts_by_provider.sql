-- A sign-in or sign-up under way may be one with a provider: then it has no identifier before the user has returned. The
-- sign-ins that are under way when this runs begin again.
DROP TABLE sign_in_attempts;
CREATE TABLE sign_in_attempts (
    browser_hash         TEXT   PRIMARY KEY,
    id                   TEXT   NOT NULL,
    identifier           TEXT,
    -- Whether the user is setting a new password, after a code that was mailed for that.
    is_recovery          BIGINT NOT NULL DEFAULT 0,
    -- The session that it began.
    session_id           TEXT,
    provider             TEXT,
    -- 'unverified', 'verified', 'transferable' or 'failed'.
    external_status      TEXT,
    external_error       TEXT,
    -- Sealed: what the provider gave, while a sign-up may take it over.
    external_grant       TEXT,
    -- Where the browser goes once it is signed in.
    complete_redirect_to TEXT,
    created_at           BIGINT NOT NULL,
    expire_at            BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_expiry ON sign_in_attempts (expire_at);

ALTER TABLE sign_up_attempts ADD COLUMN session_id TEXT;
ALTER TABLE sign_up_attempts ADD COLUMN provider TEXT;
ALTER TABLE sign_up_attempts ADD COLUMN external_status TEXT;
ALTER TABLE sign_up_attempts ADD COLUMN external_error TEXT;
ALTER TABLE sign_up_attempts ADD COLUMN external_grant TEXT;
ALTER TABLE sign_up_attempts ADD COLUMN complete_redirect_to TEXT;
