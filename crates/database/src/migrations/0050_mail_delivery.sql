-- How a mail gets to the mail server. Whoever delivers it takes it for a while: `due_at` moves past the present, and is
-- when the next one may try.
ALTER TABLE mails ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
-- After this the code in it opens nothing, so it is not worth sending.
ALTER TABLE mails ADD COLUMN expire_at BIGINT;
-- Set aside: the mail server will never take it. What it said is gone then; why it was refused is kept for a while.
ALTER TABLE mails ADD COLUMN refused_at BIGINT;
ALTER TABLE mails ADD COLUMN reason TEXT;
CREATE INDEX mails_by_turn ON mails (refused_at, due_at);
