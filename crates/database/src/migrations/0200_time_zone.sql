-- The time zone in which the user's days are counted, an IANA name; NULL: the school's.
ALTER TABLE users ADD COLUMN time_zone TEXT;
