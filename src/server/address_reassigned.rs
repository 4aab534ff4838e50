//! Two people, one address: Timeback knows the address of an account as another user's than the account was joined to.

use crate::error::AppError;
use identity::Email;
use timeback::{UserError, UserResolutionError, Verification};

use super::AppState;

/// The account is on record as another Timeback user's: schools give addresses to newcomers. Only an administrator can tell
/// who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressReassigned;

impl AddressReassigned {
    /// Refuses whoever Timeback knows by this address, unless it is the user on record.
    ///
    /// # Errors
    /// Returns [`UserResolutionError::Ambiguous`] for another person, and for one whom Timeback cannot name, or
    /// [`UserResolutionError::LookupFailed`] when it cannot be asked.
    pub async fn refuse(
        state: &AppState,
        email: &Email,
        on_record: Option<&str>,
    ) -> Result<(), UserResolutionError> {
        let Some(on_record) = on_record else {
            return Ok(());
        };
        match state.timeback.user().verify(email.as_str()).await? {
            Verification::Verified { timeback_id } if timeback_id == on_record => Ok(()),
            _ => Err(Self.into()),
        }
    }
}

impl From<AddressReassigned> for AppError {
    fn from(AddressReassigned: AddressReassigned) -> Self {
        Self::AddressReassigned
    }
}

impl From<AddressReassigned> for UserResolutionError {
    fn from(AddressReassigned: AddressReassigned) -> Self {
        Self::Ambiguous
    }
}

impl From<AddressReassigned> for UserError {
    fn from(error: AddressReassigned) -> Self {
        Self::Resolution(error.into())
    }
}
