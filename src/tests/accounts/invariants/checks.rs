use std::collections::{HashMap, HashSet};

use database::Pool;
use identity::Identity;
use secrecy::ExposeSecret as _;
use sqlx::{AssertSqlSafe, Row as _};

use super::{
    people::People,
    person::{Bearer, Session},
    queries::{ACTIVE_SESSIONS, ENTRIES, INVARIANTS, USERS},
};

/// What holds after each step.
pub struct Checks {
    pool: Pool,
    /// The number of entries in the audit log, and of what breaks each invariant: one query, since it is asked often.
    query: String,
}

impl Checks {
    pub fn new(pool: Pool) -> Self {
        let counts = INVARIANTS.map(|(_, query)| format!("({query})"));
        Self {
            pool,
            query: format!("SELECT ({ENTRIES}), {}", counts.join(", ")),
        }
    }

    /// Panics when an invariant does not hold. Returns the number of entries in the audit log.
    pub async fn hold(&self, people: &mut People<'_>) -> i64 {
        let now = people.school.clock.now().as_microsecond();
        let counts = sqlx::query(AssertSqlSafe(self.query.as_str()))
            .bind(now)
            .fetch_one(&self.pool)
            .await
            .unwrap();
        for (at, (invariant, _)) in INVARIANTS.iter().enumerate() {
            let broken: i64 = counts.get(at + 1);
            assert_eq!(broken, 0, "{invariant}");
        }
        self.users_are_known(people).await;
        self.sessions_are_known(people).await;
        counts.get(0)
    }

    /// Whoever has verified an address has one for good, and so a way to sign in; nobody else is there or gone.
    async fn users_are_known(&self, people: &mut People<'_>) {
        let rows = sqlx::query_as(USERS).fetch_all(&self.pool).await.unwrap();
        let users: HashMap<String, i64> = rows.into_iter().collect();
        people.observe_newcomers(&users);
        assert_eq!(users.len(), people.users.len(), "users come and go");
        for person in &people.users {
            let verified = users.get(person.id.as_str());
            let verified = *verified.expect("a user whom the sequence knows");
            let can_sign_in = !person.is_confirmed || verified > 0;
            assert!(can_sign_in, "somebody cannot sign in any more");
        }
    }

    /// What has ended stays so and lets nobody in, and nothing else has ended.
    async fn sessions_are_known(&self, people: &People<'_>) {
        let active = sqlx::query_scalar(ACTIVE_SESSIONS).fetch_all(&self.pool);
        let active: HashSet<String> = active.await.unwrap().into_iter().collect();
        for ended in &people.ended {
            let is_active = active.contains(ended.id.as_str());
            assert!(!is_active, "an ended session is active");
        }
        for session in people.users.iter().flat_map(|user| &user.sessions) {
            let is_active = active.contains(session.id.as_str());
            assert!(is_active, "a session has ended");
        }
        if let Some(last) = people.ended.last() {
            let is_accepted = is_accepted(people.identity(), last).await;
            assert!(!is_accepted, "an ended session is accepted");
        }
    }

    /// Forgets what was mailed, so that the next sequence finds its own mails soon.
    pub async fn forget_mails(&self) {
        sqlx::query("DELETE FROM mails")
            .execute(&self.pool)
            .await
            .unwrap();
    }
}

async fn is_accepted(identity: &Identity, session: &Session) -> bool {
    match &session.bearer {
        Bearer::Nothing => false,
        Bearer::AccessToken(token) => identity.authenticate(token.expose_secret()).await.is_ok(),
        Bearer::Browser(token) => {
            let client = super::super::school::client();
            let found = identity.find_session(token, &client).await.unwrap();
            found.is_some()
        }
    }
}
