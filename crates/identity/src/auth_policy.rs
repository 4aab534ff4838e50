use std::time::Duration;

use super::{Identity, RedirectAllowlist, Refusal};

/// What a school allows, and how it calls itself.
#[derive(Debug, Clone)]
pub struct AuthPolicy {
    /// Who issues access tokens: the URL of the API they are for.
    pub issuer: String,
    /// Where the pages are to which links in mails lead: a URL without a path, and without a slash at its end.
    pub origin: String,
    /// Where the links may lead back to that apps ask for.
    pub redirect_allowlist: RedirectAllowlist,
    /// Whether people may have accounts here that are not Timeback's.
    pub local_accounts: bool,
    /// Whether mails are sent, or shown: without them nobody can be asked to prove an address.
    pub has_mail: bool,
    /// Whether an address is believed without a mail to it.
    pub autoconfirm: bool,
    /// How long after a refresh a token used before still opens: tabs that refresh at the same time are one user.
    pub reuse_interval: Duration,
}

impl AuthPolicy {
    /// Whether anybody can sign up: people may have accounts here, and an address is believed, or proved by a mail.
    pub fn can_sign_up(&self) -> bool {
        self.takes_passwords() && self.takes_new_addresses()
    }

    /// Whether a password opens an account here: where it does not, none is asked for, and none may be set.
    pub fn takes_passwords(&self) -> bool {
        self.local_accounts
    }

    /// Whether a mailed code opens an account here, to sign in or to set a new password.
    pub fn takes_mailed_codes(&self) -> bool {
        self.local_accounts && self.has_mail
    }

    /// Whether an account's address may become another one: it is believed, or proved by a mail.
    pub fn takes_new_addresses(&self) -> bool {
        self.autoconfirm || self.has_mail
    }
}

impl Identity {
    /// Refuses where nobody may have an account that is not Timeback's.
    pub(super) fn require_local_accounts(&self) -> Result<(), Refusal> {
        if self.policy.local_accounts {
            Ok(())
        } else {
            Err(Refusal::NoLocalAccounts)
        }
    }
}
