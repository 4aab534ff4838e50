use database::Pool;
use identity::SessionStatus;

use super::people::People;

/// Users who could not sign in any more: they have neither a verified address nor a provider.
const LOCKED_OUT: &str = "SELECT COUNT(*) FROM users WHERE deleted_at IS NULL \
    AND NOT EXISTS (SELECT 1 FROM email_addresses WHERE user_id = users.id AND verified_at IS NOT NULL)";

/// Users whose primary address is not theirs, or not verified.
const WRONG_PRIMARY: &str = "SELECT COUNT(*) FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id \
    WHERE users.deleted_at IS NULL AND (email_addresses.id IS NULL OR email_addresses.user_id <> users.id \
    OR email_addresses.verified_at IS NULL)";

/// Addresses that two users have verified.
const SHARED: &str = "SELECT COUNT(*) FROM (SELECT address_lower FROM email_addresses WHERE verified_at IS NOT NULL \
    GROUP BY address_lower HAVING COUNT(*) > 1) AS shared";

/// Sessions that are alive although their user is banned or deleted, or has a second factor that they never showed.
const ALIVE: &str = "SELECT COUNT(*) FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.ended_at IS NULL \
    AND (users.deleted_at IS NOT NULL OR users.banned_until > sessions.last_active_at \
    AND users.banned_until > $1)";

/// Metadata of more than 8 KB.
const LARGE: &str = "SELECT COUNT(*) FROM users WHERE LENGTH(public_metadata) > 8192 OR LENGTH(private_metadata) > 8192 \
    OR LENGTH(unsafe_metadata) > 8192";

/// Second factors of nobody, and backup codes of users without one.
const ORPHANS: &str = "SELECT COUNT(*) FROM backup_codes WHERE NOT EXISTS \
    (SELECT 1 FROM factors WHERE factors.user_id = backup_codes.user_id AND factors.verified_at IS NOT NULL)";

/// What holds after each step.
pub struct Checks {
    pool: Pool,
}

impl Checks {
    pub fn new(pool: Pool) -> Self {
        Self { pool }
    }

    /// The number of entries in the audit log.
    pub async fn entries(&self) -> i64 {
        self.count("SELECT COALESCE(MAX(sequence), 0) FROM audit_events")
            .await
    }

    /// Panics with the history when an invariant does not hold.
    pub async fn hold(&self, people: &People<'_>, history: &impl Fn() -> String) {
        for (invariant, query) in [
            ("somebody cannot sign in any more", LOCKED_OUT),
            (
                "a primary address is not the user's, or not verified",
                WRONG_PRIMARY,
            ),
            ("an address is verified by two users", SHARED),
            ("metadata is too large", LARGE),
            ("there are backup codes without a second factor", ORPHANS),
        ] {
            assert_eq!(self.count(query).await, 0, "{invariant}; {}", history());
        }
        let now = people.school.clock.now().as_microsecond();
        let alive = sqlx::query_scalar(ALIVE).bind(now).fetch_one(&self.pool);
        let alive: i64 = alive.await.unwrap();
        assert_eq!(alive, 0, "a banned user has a session; {}", history());
        self.sessions_are_known(people, history).await;
    }

    /// What has ended stays so, and nothing else has ended.
    async fn sessions_are_known(&self, people: &People<'_>, history: &impl Fn() -> String) {
        let identity = people.identity();
        for ended in people.ended.iter().rev().take(3) {
            let found = identity.find_user_session(ended).await.unwrap();
            let is_active = found.is_some_and(|it| it.status == SessionStatus::Active);
            assert!(!is_active, "an ended session is active; {}", history());
        }
        for session in people.users.iter().flat_map(|user| &user.sessions) {
            let found = identity.find_user_session(&session.id).await.unwrap();
            let is_active = found.is_some_and(|it| it.status == SessionStatus::Active);
            assert!(is_active, "a session has ended; {}", history());
        }
    }

    async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}
