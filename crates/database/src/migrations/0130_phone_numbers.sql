-- Phone numbers, in E.164 form. Several users may claim one; one at most has verified it. A verified one may be a second
-- factor: a code is texted to it.
CREATE TABLE phone_numbers (
    id                         TEXT   PRIMARY KEY,
    user_id                    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    e164                       TEXT   NOT NULL,
    verified_at                BIGINT,
    -- 1 or 0.
    reserved_for_second_factor BIGINT NOT NULL DEFAULT 0,
    default_second_factor      BIGINT NOT NULL DEFAULT 0,
    created_at                 BIGINT NOT NULL,
    updated_at                 BIGINT NOT NULL,
    UNIQUE (user_id, e164)
);
CREATE UNIQUE INDEX phone_numbers_verified ON phone_numbers (e164) WHERE verified_at IS NOT NULL;
CREATE INDEX phone_numbers_by_number ON phone_numbers (e164);

ALTER TABLE users ADD COLUMN primary_phone_id TEXT;

-- Text messages wait in the same queue as mails, each for the one who delivers its kind: 'email' or 'sms'.
ALTER TABLE mails ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
