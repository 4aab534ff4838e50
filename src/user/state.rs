//! The state machine of the user hook.

use serde::{Deserialize, Serialize};

use super::{User, UserError};

/// The state of the signed-in user.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum UserState {
    /// The user has not been read yet.
    #[default]
    Loading,
    /// Somebody is signed in.
    SignedIn(Box<User>),
    /// Nobody is signed in.
    SignedOut,
    /// The user could not be read.
    Error(UserError),
}

impl UserState {
    /// Finishes a read or a change. A failure keeps the user, unless the session has ended.
    #[must_use]
    pub fn finish(self, answer: Result<User, UserError>) -> Self {
        match (self, answer) {
            (_, Ok(user)) => Self::SignedIn(Box::new(user)),
            (_, Err(UserError::SignedOut)) => Self::SignedOut,
            (Self::SignedIn(user), Err(_)) => Self::SignedIn(user),
            (_, Err(error)) => Self::Error(error),
        }
    }
}

impl From<Result<User, UserError>> for UserState {
    fn from(answer: Result<User, UserError>) -> Self {
        Self::Loading.finish(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::attributes::tests::user;

    #[test]
    fn a_read_finds_the_user_or_nobody_or_fails() {
        assert_eq!(
            UserState::from(Ok(user("Maya"))),
            UserState::SignedIn(Box::new(user("Maya")))
        );
        assert_eq!(
            UserState::from(Err(UserError::SignedOut)),
            UserState::SignedOut
        );
        assert_eq!(
            UserState::from(Err(UserError::Offline)),
            UserState::Error(UserError::Offline)
        );
    }

    #[test]
    fn a_change_that_fails_keeps_the_user_and_an_ended_session_does_not() {
        let maya = UserState::from(Ok(user("Maya")));
        let kept = maya.clone().finish(Err(UserError::UsernameExists));
        assert_eq!(kept, maya);
        assert_eq!(kept.finish(Err(UserError::SignedOut)), UserState::SignedOut);
    }
}
