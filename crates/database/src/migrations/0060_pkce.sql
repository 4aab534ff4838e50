-- The mail was asked for by an app, which shows a challenge (PKCE, RFC 7636): the mail's link leads back to the app. Only
-- the hash of the app's secret is kept, by whichever method it was sent. Without a place to lead to it is our front page.
ALTER TABLE one_time_codes ADD COLUMN code_challenge TEXT;
ALTER TABLE one_time_codes ADD COLUMN redirect_to TEXT;

-- A code that such an app was given, to exchange it for a session: once, and not for long.
CREATE TABLE auth_codes (
    code_hash      TEXT   PRIMARY KEY,
    user_id        TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_challenge TEXT   NOT NULL,
    -- By which the user proved who they are.
    method         TEXT   NOT NULL,
    expire_at      BIGINT NOT NULL
);
CREATE INDEX auth_codes_by_user ON auth_codes (user_id);
CREATE INDEX auth_codes_by_expiry ON auth_codes (expire_at);
