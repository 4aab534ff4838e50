use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::{ActiveSession, Token, env::micros};

/// How long a session is known that was looked up. Whatever ends or changes it is seen after this time at the latest, also
/// when it happened in another process and no news of it arrived.
const LIFETIME: Duration = Duration::from_secs(1);

/// The number of sessions that are known at once: those that send requests within a second.
const CAPACITY: u64 = 10_000;

/// The sessions that were looked up within this second, so that the requests of one page look up theirs once. Every operation
/// that writes forgets them all. Clones share them.
#[derive(Clone)]
pub struct RecentSessions {
    found: moka::sync::Cache<Key, Arc<ActiveSession>>,
    /// The number of times that all were forgotten.
    changes: Arc<AtomicU64>,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    token_hash: String,
    changes: u64,
    /// The time in units of [`LIFETIME`].
    period: i64,
}

impl Default for RecentSessions {
    fn default() -> Self {
        let found = moka::sync::Cache::builder()
            .max_capacity(CAPACITY)
            .time_to_live(LIFETIME)
            .build();
        Self {
            found,
            changes: Arc::default(),
        }
    }
}

impl RecentSessions {
    /// Returns the session of this token as it is known at `now`, else as `look_up` finds it by the token's hash. The result of a
    /// look-up during which something was written is not kept.
    pub async fn find<E>(
        &self,
        token: &Token,
        now: i64,
        look_up: impl AsyncFnOnce(String) -> Result<Option<ActiveSession>, E>,
    ) -> Result<Option<Arc<ActiveSession>>, E> {
        let token_hash = token.hash();
        let key = Key {
            token_hash: token_hash.clone(),
            changes: self.changes.load(Ordering::SeqCst),
            period: now.div_euclid(micros(LIFETIME)),
        };
        if let Some(session) = self.found.get(&key) {
            return Ok(Some(session));
        }
        let Some(session) = look_up(token_hash).await? else {
            return Ok(None);
        };
        let session = Arc::new(session);
        self.found.insert(key, Arc::clone(&session));
        Ok(Some(session))
    }

    /// Forgets all sessions.
    pub fn forget_all(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }
}

impl fmt::Debug for RecentSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecentSessions")
            .field("changes", &self.changes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;

    use super::*;
    use crate::{Aal, Email, SessionId, User, UserId};

    const NOW: i64 = 1_000_000_000;

    /// A table with one session, which counts how often it is read.
    #[derive(Default)]
    struct Table(AtomicU32);

    impl Table {
        async fn find(&self, recent: &RecentSessions, token: &str, now: i64) -> Option<String> {
            let token = Token::parse(token).unwrap();
            let look_up = async |_| {
                self.0.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok::<_, ()>((token.expose() == KNOWN).then(session))
            };
            let found = recent.find(&token, now, look_up).await.unwrap();
            found.map(|session| session.id.as_str().to_owned())
        }

        fn reads(&self) -> u32 {
            self.0.load(Ordering::SeqCst)
        }
    }

    const KNOWN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const UNKNOWN: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

    fn session() -> ActiveSession {
        ActiveSession {
            id: SessionId("session".to_owned()),
            user: User {
                id: UserId("user".to_owned()),
                email: Email::stored("student@example.com"),
                name: None,
                timeback_id: None,
                time_zone: None,
                language: None,
            },
            aal: Aal::One,
            amr: Vec::new(),
        }
    }

    #[tokio::test]
    async fn a_session_is_looked_up_again_a_second_later_and_after_a_change() {
        let (recent, table) = (RecentSessions::default(), Table::default());
        table.find(&recent, KNOWN, NOW).await;
        table.find(&recent, KNOWN, NOW + micros(LIFETIME) - 1).await;
        assert_eq!(table.reads(), 1);
        table.find(&recent, KNOWN, NOW + micros(LIFETIME)).await;
        assert_eq!(table.reads(), 2);
        recent.forget_all();
        table.find(&recent, KNOWN, NOW + micros(LIFETIME)).await;
        assert_eq!(table.reads(), 3);
    }

    #[tokio::test]
    async fn what_is_found_while_something_changes_is_not_kept() {
        let (recent, table) = (RecentSessions::default(), Table::default());
        let changes = async { recent.forget_all() };
        tokio::join!(table.find(&recent, KNOWN, NOW), changes);
        table.find(&recent, KNOWN, NOW).await;
        assert_eq!(table.reads(), 2);
    }

    #[tokio::test]
    async fn a_token_without_a_session_is_looked_up_each_time() {
        let (recent, table) = (RecentSessions::default(), Table::default());
        for _ in 0..2 {
            assert_eq!(table.find(&recent, UNKNOWN, NOW).await, None);
        }
        assert_eq!(table.reads(), 2);
        assert!(table.find(&recent, KNOWN, NOW).await.is_some());
    }
}
