use crate::{Action, model::code_purpose::CodePurpose};

/// The flow that a mailed code or link continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFlow {
    /// To confirm the address of a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// To sign in and set a new password.
    Recovery,
    /// To change the account's address: mailed to the old and the new one.
    EmailChange,
}

impl CodeFlow {
    /// The purpose of its code where there is an account; a change of address has two.
    pub(crate) fn purpose(self) -> CodePurpose {
        match self {
            Self::SignUp => CodePurpose::Confirm,
            Self::SignIn => CodePurpose::SignIn,
            Self::Recovery => CodePurpose::Recovery,
            Self::EmailChange => CodePurpose::NewAddress,
        }
    }

    /// The action that the audit log records for a request.
    pub(crate) fn requested(self) -> Action {
        match self {
            Self::Recovery => Action::RecoveryRequested,
            _ => Action::ConfirmationRequested,
        }
    }

    /// The purposes whose codes the flow accepts: a code to sign in may be that of a sign-up.
    pub(crate) fn purposes(self) -> &'static [CodePurpose] {
        use CodePurpose::{Confirm, Invite, NewAddress, OldAddress, Recovery, SignIn};
        match self {
            Self::SignUp => &[Confirm, Invite],
            Self::SignIn => &[SignIn, Confirm, Invite],
            Self::Recovery => &[Recovery],
            Self::EmailChange => &[NewAddress, OldAddress],
        }
    }
}
