//! Reassigned addresses: Timeback has an account's e-mail address on a different user than the account is linked to.

use crate::error::AppError;
use identity::Email;
use timeback::{UserError, UserResolutionError, Verification};

use super::AppState;

/// The account is linked to another Timeback user, as schools reassign addresses. Only an administrator can resolve
/// this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressReassigned;

impl AddressReassigned {
    /// Rejects the Timeback user with this address, unless it is the linked one.
    ///
    /// # Errors
    /// Returns [`UserResolutionError::Ambiguous`] for a different or unresolvable user, and
    /// [`UserResolutionError::LookupFailed`] when the lookup fails.
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
