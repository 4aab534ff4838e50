use rand::{Rng as _, rngs::StdRng};

use super::{address_steps as address, admin_steps as admin, people::People, session_steps as own};

/// An operation of a sequence.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Create,
    BeginSession,
    AddAddress,
    VerifyAddress,
    ReplayCode,
    MakePrimary,
    RemoveAddress,
    SetPassword,
    RemovePassword,
    EnrolApp,
    ReplayAppCode,
    RemoveApp,
    ChangeMetadata,
    ChangeUsername,
    SignOut,
    Revoke,
    Ban,
    Unban,
    Delete,
}

/// The steps, of which those that make something happen are more frequent.
pub const STEPS: [Step; 26] = [
    Step::Create,
    Step::Create,
    Step::BeginSession,
    Step::BeginSession,
    Step::BeginSession,
    Step::AddAddress,
    Step::AddAddress,
    Step::VerifyAddress,
    Step::VerifyAddress,
    Step::VerifyAddress,
    Step::ReplayCode,
    Step::MakePrimary,
    Step::RemoveAddress,
    Step::RemoveAddress,
    Step::SetPassword,
    Step::RemovePassword,
    Step::EnrolApp,
    Step::ReplayAppCode,
    Step::RemoveApp,
    Step::ChangeMetadata,
    Step::ChangeUsername,
    Step::SignOut,
    Step::Revoke,
    Step::Ban,
    Step::Unban,
    Step::Delete,
];

/// How a step went.
#[derive(Debug)]
pub enum Outcome {
    Changed,
    Refused(#[expect(dead_code, reason = "a failure shows it")] String),
    /// There was nothing to do it with.
    Idle,
}

impl Outcome {
    pub fn has_changed(&self) -> bool {
        matches!(self, Self::Changed)
    }

    pub fn of<T, E: std::fmt::Debug>(result: &Result<T, E>) -> Self {
        match result {
            Ok(_) => Self::Changed,
            Err(error) => Self::Refused(format!("{error:?}")),
        }
    }
}

impl Step {
    pub async fn run(self, people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
        if let Self::Create = self {
            return admin::create(people, rng).await;
        }
        let Some(user) = pick(people.users.len(), rng) else {
            return Outcome::Idle;
        };
        match self {
            Self::Create => Outcome::Idle,
            Self::BeginSession => admin::begin_session(people, user).await,
            Self::Ban => admin::ban(people, user).await,
            Self::Unban => admin::unban(people, user).await,
            Self::Delete => admin::delete(people, user).await,
            Self::ChangeMetadata => admin::change_metadata(people, user, rng).await,
            Self::ChangeUsername => admin::change_username(people, user, rng).await,
            with_session => match pick(people.users[user].sessions.len(), rng) {
                Some(session) => with_session.run_in(people, user, session, rng).await,
                None => Outcome::Idle,
            },
        }
    }

    async fn run_in(
        self,
        people: &mut People<'_>,
        user: usize,
        session: usize,
        rng: &mut StdRng,
    ) -> Outcome {
        people.wait();
        match self {
            Self::AddAddress => address::add(people, user, session, rng).await,
            Self::VerifyAddress => address::verify(people, user, session, rng).await,
            Self::ReplayCode => address::replay_code(people, user, session).await,
            Self::MakePrimary => address::make_primary(people, user, session, rng).await,
            Self::RemoveAddress => address::remove(people, user, session, rng).await,
            Self::SetPassword => own::set_password(people, user, session).await,
            Self::RemovePassword => own::remove_password(people, user, session).await,
            Self::EnrolApp => own::enrol_app(people, user, session).await,
            Self::ReplayAppCode => own::replay_app_code(people, user, session).await,
            Self::RemoveApp => own::remove_app(people, user, session).await,
            Self::SignOut => own::sign_out(people, user, session, rng).await,
            Self::Revoke => own::revoke(people, user, session).await,
            _ => Outcome::Idle,
        }
    }
}

/// One of so many, if there are any.
pub fn pick(length: usize, rng: &mut StdRng) -> Option<usize> {
    (length > 0).then(|| rng.random_range(0..length))
}
