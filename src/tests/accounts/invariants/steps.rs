use rand::{Rng as _, rngs::StdRng};

use super::{
    address_steps as address, admin_steps as admin, code_steps as codes,
    external_steps as external, people::People, phone_steps as phone, race_steps as races,
    session_steps as own,
};

/// An operation of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    AddPhone,
    VerifyPhone,
    MakePrimaryPhone,
    ReservePhone,
    RemovePhone,
    LinkExternal,
    UnlinkExternal,
    SignInByProvider,
    SignUpByCode,
    SignInByCode,
    Race,
}

/// The steps, of which those that make something happen are more frequent.
pub const STEPS: [Step; 48] = [
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
    Step::AddPhone,
    Step::AddPhone,
    Step::VerifyPhone,
    Step::VerifyPhone,
    Step::VerifyPhone,
    Step::MakePrimaryPhone,
    Step::ReservePhone,
    Step::ReservePhone,
    Step::RemovePhone,
    Step::LinkExternal,
    Step::LinkExternal,
    Step::UnlinkExternal,
    Step::SignInByProvider,
    Step::SignInByProvider,
    Step::SignUpByCode,
    Step::SignInByCode,
    Step::SignInByCode,
    Step::SignInByCode,
    Step::Race,
    Step::Race,
    Step::Race,
    Step::Race,
];

/// How a step went.
#[derive(Debug)]
pub enum Outcome {
    Changed,
    Refused(String),
    /// There was nothing to do it with.
    Idle,
}

impl Outcome {
    pub fn has_changed(&self) -> bool {
        matches!(self, Self::Changed)
    }

    /// Whether it was refused for a reason that is not in the rules.
    pub fn has_failed(&self) -> bool {
        matches!(self, Self::Refused(reason) if reason.contains("Failed("))
    }

    pub fn of<T, E: std::fmt::Debug>(result: &Result<T, E>) -> Self {
        match result {
            Ok(_) => Self::Changed,
            Err(error) => Self::Refused(format!("{error:?}")),
        }
    }

    /// The outcome of two operations, by the reasons why they were refused.
    pub fn of_both(first: Option<String>, second: Option<String>) -> Self {
        match (first, second) {
            (Some(first), Some(second)) => Self::Refused(format!("{first}, {second}")),
            (Some(reason), None) | (None, Some(reason)) if reason.contains("Failed(") => {
                Self::Refused(reason)
            }
            _ => Self::Changed,
        }
    }
}

impl Step {
    /// Does it, or what it takes first: there is a user, or a session.
    pub async fn run(self, people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
        match self {
            Self::Create => return admin::create(people, rng).await,
            Self::SignInByProvider => return external::sign_in(people, rng).await,
            Self::SignUpByCode => return codes::sign_up(people, rng).await,
            Self::SignInByCode => return codes::sign_in(people, rng).await,
            Self::Race => return races::run(people, rng).await,
            _ => {}
        }
        let Some(user) = pick(people.users.len(), rng) else {
            return admin::create(people, rng).await;
        };
        match self {
            Self::BeginSession => admin::begin_session(people, user).await,
            Self::Ban => admin::ban(people, user).await,
            Self::Unban => admin::unban(people, user).await,
            Self::Delete => admin::delete(people, user).await,
            Self::ChangeMetadata => admin::change_metadata(people, user, rng).await,
            Self::ChangeUsername => admin::change_username(people, user, rng).await,
            with_session => match people.any_session(rng) {
                Some((user, session)) => with_session.run_in(people, user, session, rng).await,
                None => admin::begin_session(people, user).await,
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
            Self::AddPhone => phone::add(people, user, session, rng).await,
            Self::VerifyPhone => phone::verify(people, user, session, rng).await,
            Self::MakePrimaryPhone => phone::make_primary(people, user, session, rng).await,
            Self::ReservePhone => phone::reserve(people, user, session, rng).await,
            Self::RemovePhone => phone::remove(people, user, session, rng).await,
            Self::LinkExternal => external::link(people, user, session, rng).await,
            Self::UnlinkExternal => external::unlink(people, user, session, rng).await,
            _ => Outcome::Idle,
        }
    }
}

/// One of so many, if there are any.
pub fn pick(length: usize, rng: &mut StdRng) -> Option<usize> {
    (length > 0).then(|| rng.random_range(0..length))
}
