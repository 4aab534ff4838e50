use crate::{Email, ExternalProvider};

/// A pending link, which the user has to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingLink {
    /// The address that the provider and the account share.
    pub email: Email,
    /// The provider, if it is another than Timeback.
    pub provider: Option<ExternalProvider>,
    /// Whether the account has a password.
    pub has_password: bool,
    /// The identifier of the Timeback user that the account is linked to.
    pub timeback_id: Option<String>,
}
