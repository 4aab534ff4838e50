-- The mail with a code brings a link, too: 256 bits, of which the hash is kept.
ALTER TABLE one_time_codes ADD COLUMN link_hash TEXT;
CREATE UNIQUE INDEX one_time_codes_by_link ON one_time_codes (link_hash) WHERE link_hash IS NOT NULL;

-- How often somebody brought a wrong second factor in a browser's session that waits for it.
ALTER TABLE sessions ADD COLUMN wrong_codes BIGINT NOT NULL DEFAULT 0;
