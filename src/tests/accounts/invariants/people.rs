use std::time::Duration;

use identity::{
    Aal, Administrator, AuthContext, AuthMethod, Email, Identity, PhoneNumber, SessionId,
    SignInMethod, UserId,
};
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::{
        phones,
        school::{School, client, email},
    },
    person::{Person, Session},
    provider::{PROVIDERS, Profile, Provider},
    steps::pick,
};

/// The administrator.
pub const ADMIN: Administrator = Administrator { user: None };

/// The most users that administrators create in a sequence. They fight over as many addresses and one more.
pub const USERS: usize = 3;

/// What all sequences share.
pub struct Setting {
    /// It verifies addresses by mail.
    pub school: School,
    /// The same accounts under `AUTH_AUTOCONFIRM`.
    pub lenient: Identity,
    pub provider: Provider,
}

/// The users of a sequence, and what the sequence knows of them.
pub struct People<'a> {
    pub school: &'a School,
    pub provider: &'a Provider,
    identity: &'a Identity,
    seed: u64,
    pub users: Vec<Person>,
    /// Sessions that have ended: they stay so.
    pub ended: Vec<Session>,
}

impl<'a> People<'a> {
    /// Every other sequence has addresses verified without a mail.
    pub fn new(setting: &'a Setting, seed: u64) -> Self {
        let is_lenient = seed % 2 == 1;
        Self {
            school: &setting.school,
            provider: &setting.provider,
            identity: if is_lenient {
                &setting.lenient
            } else {
                &setting.school.identity
            },
            seed,
            users: Vec::new(),
            ended: Vec::new(),
        }
    }

    pub fn identity(&self) -> &'a Identity {
        self.identity
    }

    pub fn is_lenient(&self) -> bool {
        self.identity.policy().autoconfirm
    }

    /// One of the few addresses that the users of this sequence fight over.
    pub fn address(&self, number: usize) -> Email {
        email(&format!("p{number}-{}@example.com", self.seed))
    }

    pub fn any_address(&self, rng: &mut StdRng) -> Email {
        self.address(rng.random_range(0..=USERS))
    }

    /// One of the few phone numbers, too.
    pub fn any_number(&self, rng: &mut StdRng) -> PhoneNumber {
        let line = self.seed % 3_000 * 3 + rng.random_range(0..3);
        phones::number(&format!("+1201555{line:04}"))
    }

    /// And one of their accounts at providers, which may have anybody's address, verified or not.
    pub fn any_profile(&self, rng: &mut StdRng) -> Profile {
        Profile {
            provider: PROVIDERS[usize::from(rng.random_range(0..4) == 0)],
            subject: format!("{}-{}", self.seed, rng.random_range(0..3)),
            email: self.any_address(rng).as_str().to_owned(),
            is_verified: rng.random_range(0..3) > 0,
        }
    }

    /// A user and one of their sessions.
    pub fn any_session(&self, rng: &mut StdRng) -> Option<(usize, usize)> {
        let of = |user: usize| (0..self.users[user].sessions.len()).map(move |it| (user, it));
        let all: Vec<_> = (0..self.users.len()).flat_map(of).collect();
        pick(all.len(), rng).map(|at| all[at])
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

    pub fn find(&self, user: &UserId) -> Option<usize> {
        self.users.iter().position(|person| person.id == *user)
    }

    /// Notes that the user's sessions have ended, but for those that are kept.
    pub fn end(&mut self, user: usize, is_kept: impl Fn(&Session) -> bool) {
        let sessions = std::mem::take(&mut self.users[user].sessions);
        let (kept, ended): (Vec<_>, Vec<_>) = sessions.into_iter().partition(is_kept);
        self.users[user].sessions = kept;
        self.ended.extend(ended);
    }

    /// Notes that this session has shown a second factor, and that those which have not have ended.
    pub fn raise(&mut self, user: usize, raised: &SessionId) {
        self.end(user, |it| it.id == *raised || it.aal == Aal::Two);
        for session in &mut self.users[user].sessions {
            session.aal = Aal::Two;
        }
    }

    /// Time passes, so that another code may be mailed and an app shows another one.
    pub fn wait(&self) {
        self.school.clock.pass(Duration::from_secs(61));
    }

    /// Deletes everybody, so that the next sequence begins as this one did.
    pub async fn leave(self) {
        let client = client();
        for person in self.users {
            let identity = self.identity;
            let deleted = identity.delete_account(&person.id, false, &ADMIN, &client);
            deleted.await.unwrap();
        }
    }
}
