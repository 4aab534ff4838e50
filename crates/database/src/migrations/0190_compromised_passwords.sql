-- Since when the user's password counts as known to others: nobody signs in with it any more.
ALTER TABLE users ADD COLUMN password_compromised_at BIGINT;
