//! The sessions that administrators list: those that are over, too, until they are deleted.

use std::time::Duration;

use identity::{
    Administrator, AuthContext, IDLE_LIFETIME, SessionId, SessionQuery, SessionStatus, SignOutScope,
};

use super::school::{MAYA, PASSWORD, School, client, email, presented};
use crate::store::{Store, on_both_engines};

on_both_engines![a_session_is_listed_by_its_status_until_it_is_deleted];

const DAY: Duration = Duration::from_hours(24);

const STATUSES: [SessionStatus; 4] = [
    SessionStatus::Revoked,
    SessionStatus::Ended,
    SessionStatus::Expired,
    SessionStatus::Active,
];

impl School {
    /// A new session of Maya's, younger than the one before.
    async fn new_session(&self) -> AuthContext {
        self.clock.pass(Duration::from_secs(1));
        self.authenticate(&self.sign_in(MAYA).await).await.unwrap()
    }

    /// A new session of Maya's in a browser, which is shorter than an app's.
    async fn new_browser_session(&self) -> SessionId {
        self.clock.pass(Duration::from_secs(1));
        let (address, password) = (email(MAYA), presented(PASSWORD));
        let signed_in = self
            .identity
            .sign_in_browser(&address, &password, None, &client())
            .await;
        signed_in.unwrap().session
    }

    /// The sessions that match.
    async fn sessions(&self, query: SessionQuery) -> Vec<SessionId> {
        let found = self.identity.list_sessions(&query).await.unwrap();
        found.into_iter().map(|session| session.id).collect()
    }
}

async fn a_session_is_listed_by_its_status_until_it_is_deleted(store: Store) {
    let school = School::on(store).await;
    let active = school.sign_up(MAYA).await;
    let expired = school.new_browser_session().await;
    school.clock.pass(IDLE_LIFETIME);
    let ended = school.new_session().await;
    let revoked = school.new_session().await;
    let (identity, program) = (&school.identity, Administrator { user: None });
    let done = identity
        .sign_out(&ended, SignOutScope::Local, &client())
        .await;
    done.unwrap();
    let done = identity
        .revoke_session(&revoked.session, &program, &client())
        .await;
    done.unwrap();

    let user = ended.user.clone();
    let own = |status| SessionQuery {
        user: Some(user.clone()),
        status,
        session: None,
    };
    let all = [revoked.session, ended.session, expired, active.session];
    assert_eq!(school.sessions(own(None)).await, all);
    for (status, session) in STATUSES.into_iter().zip(&all) {
        let one = std::slice::from_ref(session);
        assert_eq!(school.sessions(own(Some(status))).await, one, "{status:?}");
        for wanted in STATUSES {
            let this = SessionQuery {
                session: Some(session.clone()),
                status: Some(wanted),
                user: None,
            };
            let found = school.sessions(this).await;
            assert_eq!(found.is_empty(), wanted != status, "{status:?} {wanted:?}");
        }
    }
    assert_eq!(school.sessions(SessionQuery::default()).await, []);

    school.clock.pass(31 * DAY);
    identity.clean_up().await.unwrap();
    assert_eq!(school.sessions(own(Some(SessionStatus::Revoked))).await, []);
}
