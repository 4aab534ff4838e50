-- What an administrator may give an account beside its address: a username, stored in lower case, and the user's language.
ALTER TABLE users ADD COLUMN username TEXT;
ALTER TABLE users ADD COLUMN locale TEXT;
CREATE UNIQUE INDEX users_by_username ON users (username) WHERE username IS NOT NULL;
