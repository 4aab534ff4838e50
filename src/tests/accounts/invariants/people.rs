use std::time::Duration;

use identity::{
    Aal, Administrator, AuthContext, AuthMethod, Email, Identity, SessionId, SignInMethod, UserId,
};

use super::super::{
    authenticator::Authenticator,
    school::{School, email},
};

/// The administrator.
pub const ADMIN: Administrator = Administrator { user: None };

/// The users of a sequence, and what the sequence knows of them.
pub struct People<'a> {
    pub school: &'a School,
    seed: u64,
    pub users: Vec<Person>,
    /// Sessions that have ended: they stay so.
    pub ended: Vec<SessionId>,
}

/// A user.
pub struct Person {
    pub id: UserId,
    pub sessions: Vec<Session>,
    pub app: Option<App>,
    /// The last code that was mailed to an address of theirs, and used.
    pub used_code: Option<(String, String)>,
}

/// A session that is active, as far as the sequence knows.
#[derive(Clone)]
pub struct Session {
    pub id: SessionId,
    pub aal: Aal,
}

/// An authenticator app with a code.
pub struct App {
    pub factor: String,
    pub codes: Authenticator,
    /// The last code that it showed, and that was accepted.
    pub used: Option<String>,
}

impl<'a> People<'a> {
    pub fn new(school: &'a School, seed: u64) -> Self {
        Self {
            school,
            seed,
            users: Vec::new(),
            ended: Vec::new(),
        }
    }

    pub fn identity(&self) -> &'a Identity {
        &self.school.identity
    }

    /// One of the few addresses that the users of this sequence fight over.
    pub fn address(&self, number: usize) -> Email {
        email(&format!("p{number}-{}@example.com", self.seed))
    }

    /// The user's session, just authenticated.
    pub fn auth(&self, user: usize, session: usize) -> AuthContext {
        let person = &self.users[user];
        let session = &person.sessions[session];
        AuthContext {
            user: person.id.clone(),
            session: session.id.clone(),
            aal: session.aal,
            amr: vec![SignInMethod {
                method: AuthMethod::Password,
                timestamp: self.school.clock.now().as_second(),
            }],
        }
    }

    /// Notes that the user's sessions have ended, but for those that are kept.
    pub fn end(&mut self, user: usize, is_kept: impl Fn(&Session) -> bool) {
        let sessions = std::mem::take(&mut self.users[user].sessions);
        let (kept, ended): (Vec<_>, Vec<_>) = sessions.into_iter().partition(is_kept);
        self.users[user].sessions = kept;
        self.ended.extend(ended.into_iter().map(|it| it.id));
    }

    /// Time passes, so that another code may be mailed and an app shows another one.
    pub fn wait(&self) {
        self.school.clock.pass(Duration::from_secs(61));
    }

    /// Deletes everybody, so that the next sequence begins as this one did.
    pub async fn leave(self) {
        for person in self.users {
            let client = super::super::school::client();
            let deleted = self
                .school
                .identity
                .delete_account(&person.id, false, &ADMIN, &client);
            deleted.await.unwrap();
        }
    }
}
