use jiff::Timestamp;

use crate::{Account, EmailAddress, ExternalAccount, Metadata, PictureId, Username};

/// An account as administrators see it: [`Account`], and what only they may see or change.
#[derive(Debug, Clone)]
pub struct AdministeredUser {
    /// The account.
    pub account: Account,
    /// First name, or "".
    pub first_name: String,
    /// Last name, or "".
    pub last_name: String,
    /// The username, if they have one.
    pub username: Option<Username>,
    /// The picture, if there is one.
    pub picture: Option<PictureId>,
    /// The user's language, as an administrator gave it.
    pub locale: Option<String>,
    /// The addresses: the user's own, the oldest first, then those that only a provider vouches for.
    pub email_addresses: Vec<EmailAddress>,
    /// The external accounts, linked or not, the oldest first.
    pub external_accounts: Vec<ExternalAccount>,
    /// Whether there is a password.
    pub has_password: bool,
    /// When the password was set, if there is one.
    pub password_changed_at: Option<Timestamp>,
    /// The number of unused backup codes.
    pub backup_codes: usize,
    /// The wrong passwords and codes in a row.
    pub failed_attempts: u32,
    /// Until when the account is locked, if it was.
    pub locked_until: Option<Timestamp>,
    /// Written by administrators, never shown to the user.
    pub private_metadata: Metadata,
    /// When one of the user's sessions was last used; else the last sign-in.
    pub last_active_at: Option<Timestamp>,
}
