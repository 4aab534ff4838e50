-- Pictures of users: a row is shared by all who have the same one, and goes with the last of them. SQLite and PostgreSQL
-- name no type of bytes alike, so the files are Base64; they are null when they are kept as an object in a bucket.
CREATE TABLE images (
    -- SHA-256 of both files, in hexadecimal digits.
    id           TEXT   PRIMARY KEY,
    content_type TEXT   NOT NULL,
    large        TEXT,
    small        TEXT,
    object       TEXT,
    created_at   BIGINT NOT NULL
);

-- Objects that a bucket may have and no picture needs: they are deleted from it when they are due.
CREATE TABLE image_objects (
    object TEXT   PRIMARY KEY,
    due_at BIGINT NOT NULL
);

ALTER TABLE users ADD COLUMN picture_id TEXT REFERENCES images (id);
CREATE INDEX users_by_picture ON users (picture_id) WHERE picture_id IS NOT NULL;
