-- A user has several addresses, each of which is verified by a code of its own: a code is known by its address, too. For
-- the other purposes one code counts at a time, as before.
CREATE TABLE new_one_time_codes (
    user_id        TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose        TEXT   NOT NULL,
    -- The lookup key of the address it was mailed to.
    target         TEXT   NOT NULL,
    code_hash      TEXT   NOT NULL,
    attempts       BIGINT NOT NULL DEFAULT 0,
    sent_at        BIGINT NOT NULL,
    expire_at      BIGINT NOT NULL,
    used_at        BIGINT,
    link_hash      TEXT,
    code_challenge TEXT,
    redirect_to    TEXT,
    PRIMARY KEY (user_id, purpose, target)
);
INSERT INTO new_one_time_codes (user_id, purpose, target, code_hash, attempts, sent_at, expire_at, used_at, link_hash, code_challenge, redirect_to)
    SELECT user_id, purpose, target, code_hash, attempts, sent_at, expire_at, used_at, link_hash, code_challenge, redirect_to FROM one_time_codes;
DROP TABLE one_time_codes;
ALTER TABLE new_one_time_codes RENAME TO one_time_codes;
CREATE UNIQUE INDEX one_time_codes_by_link ON one_time_codes (link_hash) WHERE link_hash IS NOT NULL;
