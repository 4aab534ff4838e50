-- How often in a row a session's user failed to prove that it is they. A right proof begins anew; too many wrong ones end
-- the session.
ALTER TABLE sessions ADD COLUMN failed_proofs BIGINT NOT NULL DEFAULT 0;
