//! The invariants as queries that count what breaks them. `$1` is the time.

/// The number of entries in the audit log.
pub const ENTRIES: &str = "SELECT COALESCE(MAX(sequence), 0) FROM audit_events";

/// The users, and how many addresses they have verified.
pub const USERS: &str = "SELECT id, (SELECT COUNT(*) FROM email_addresses WHERE user_id = users.id AND verified_at IS NOT NULL) \
    FROM users WHERE deleted_at IS NULL";

/// Sessions that have not ended; in a sequence none expires but those that wait for a second factor.
pub const ACTIVE_SESSIONS: &str = "SELECT id FROM sessions WHERE ended_at IS NULL";

/// Each is broken as often as its query says.
pub const INVARIANTS: [(&str, &str); 12] = [
    (
        "a primary address is not the user's, or not verified although the user has a verified one",
        "SELECT COUNT(*) FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id \
         WHERE users.deleted_at IS NULL AND (email_addresses.id IS NULL OR email_addresses.user_id <> users.id \
         OR email_addresses.verified_at IS NULL AND EXISTS \
         (SELECT 1 FROM email_addresses AS others WHERE others.user_id = users.id AND others.verified_at IS NOT NULL))",
    ),
    (
        "an address is verified by two users",
        "SELECT COUNT(*) FROM (SELECT address_lower FROM email_addresses WHERE verified_at IS NOT NULL \
         GROUP BY address_lower HAVING COUNT(*) > 1) AS shared",
    ),
    (
        "a phone number is verified by two users",
        "SELECT COUNT(*) FROM (SELECT e164 FROM phone_numbers WHERE verified_at IS NOT NULL \
         GROUP BY e164 HAVING COUNT(*) > 1) AS shared",
    ),
    (
        "a provider's account is linked twice",
        "SELECT COUNT(*) FROM (SELECT subject FROM external_accounts WHERE subject IS NOT NULL \
         GROUP BY provider, issuer, subject HAVING COUNT(*) > 1) AS shared",
    ),
    (
        "a primary phone number is not the user's, or not verified; or there is none although one is verified",
        "SELECT COUNT(*) FROM users LEFT JOIN phone_numbers ON phone_numbers.id = users.primary_phone_id \
         AND phone_numbers.user_id = users.id AND phone_numbers.verified_at IS NOT NULL \
         WHERE phone_numbers.id IS NULL AND (users.primary_phone_id IS NOT NULL OR EXISTS \
         (SELECT 1 FROM phone_numbers AS others WHERE others.user_id = users.id AND others.verified_at IS NOT NULL))",
    ),
    (
        "a phone number is a second factor but not verified, or the default one but no second factor",
        "SELECT COUNT(*) FROM phone_numbers WHERE reserved_for_second_factor = 1 AND verified_at IS NULL \
         OR default_second_factor = 1 AND reserved_for_second_factor = 0",
    ),
    (
        "not one of the second factors is the default one",
        "SELECT COUNT(*) FROM (SELECT user_id FROM phone_numbers WHERE reserved_for_second_factor = 1 \
         GROUP BY user_id HAVING SUM(default_second_factor) <> 1) AS users_without",
    ),
    (
        "a session has shown a second factor that its user does not have",
        "SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL AND aal = 'aal2' \
         AND NOT EXISTS (SELECT 1 FROM factors WHERE factors.user_id = sessions.user_id AND factors.verified_at IS NOT NULL) \
         AND NOT EXISTS (SELECT 1 FROM phone_numbers WHERE phone_numbers.user_id = sessions.user_id \
         AND phone_numbers.reserved_for_second_factor = 1)",
    ),
    (
        "there are backup codes without a second factor",
        "SELECT COUNT(*) FROM backup_codes WHERE NOT EXISTS \
         (SELECT 1 FROM factors WHERE factors.user_id = backup_codes.user_id AND factors.verified_at IS NOT NULL) \
         AND NOT EXISTS (SELECT 1 FROM phone_numbers WHERE phone_numbers.user_id = backup_codes.user_id \
         AND phone_numbers.reserved_for_second_factor = 1)",
    ),
    (
        "a code was tried too often",
        "SELECT COUNT(*) FROM one_time_codes WHERE attempts > 5",
    ),
    (
        "a banned user has a session",
        "SELECT COUNT(*) FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.ended_at IS NULL \
         AND (users.deleted_at IS NOT NULL OR users.banned_until > sessions.last_active_at AND users.banned_until > $1)",
    ),
    (
        "metadata is too large",
        "SELECT COUNT(*) FROM users WHERE LENGTH(public_metadata) > 8192 OR LENGTH(private_metadata) > 8192 \
         OR LENGTH(unsafe_metadata) > 8192",
    ),
];
