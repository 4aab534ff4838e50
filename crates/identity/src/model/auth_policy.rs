use std::time::Duration;

use crate::{PhoneRegion, RedirectAllowlist};

/// The time after a proof of identity, a sign-in or a confirmation, in which sensitive changes need no other one. Long
/// enough to fill in a form; short, so that an unattended browser cannot be used to take the account over.
pub(crate) const PROOF_LIFETIME: Duration = Duration::from_mins(5);

/// The authentication policy of a deployment, and its addresses.
#[derive(Debug, Clone)]
pub struct AuthPolicy {
    /// The issuer of access tokens: the URL of the API they are for.
    pub issuer: String,
    /// The issuer of session tokens: the URL of Clerk's APIs.
    pub session_issuer: String,
    /// The origin of the pages that links in mails lead to: a URL without a path or a slash at its end.
    pub origin: String,
    /// The redirect targets that apps may ask for.
    pub redirect_allowlist: RedirectAllowlist,
    /// Whether local accounts exist, beside those that sign in with Timeback.
    pub local_accounts: bool,
    /// Whether mails are sent, or shown: without them no address can be verified.
    pub has_mail: bool,
    /// Phone numbers and text messages.
    pub phone: PhonePolicy,
    /// Whether an address counts as verified without a mail to it.
    pub autoconfirm: bool,
    /// The time after a refresh in which the previous refresh token is still accepted: several tabs may refresh at
    /// once.
    pub reuse_interval: Duration,
    /// When wrong proofs lock an account; `None` when they never do.
    pub lockout: Option<Lockout>,
}

/// When wrong proofs lock an account, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lockout {
    /// The wrong passwords and codes in a row that lock it.
    pub attempts: u32,
    /// The time for which it is locked.
    pub duration: Duration,
}

impl Lockout {
    /// A hundred wrong proofs lock an account for an hour, as Clerk's do.
    pub const DEFAULT: Self = Self {
        attempts: 100,
        duration: Duration::from_hours(1),
    };
}

/// The policy of phone numbers and text messages.
#[derive(Debug, Clone, Default)]
pub struct PhonePolicy {
    /// Whether text messages are sent, or shown: without them no phone number can be verified.
    pub has_sms: bool,
    /// The region of numbers that are typed without a country code; none when they need one.
    pub region: Option<PhoneRegion>,
}

impl AuthPolicy {
    /// Whether sign-up is open: local accounts exist, and addresses are verified by mail or not at all.
    pub fn can_sign_up(&self) -> bool {
        self.takes_passwords() && self.takes_new_addresses()
    }

    /// Whether passwords are accepted, for sign-in and as a new password.
    pub fn takes_passwords(&self) -> bool {
        self.local_accounts
    }

    /// Whether mailed codes are accepted, to sign in or to set a new password.
    pub fn takes_mailed_codes(&self) -> bool {
        self.local_accounts && self.has_mail
    }

    /// Whether users can change their address: it is verified by mail, or not at all.
    pub fn takes_new_addresses(&self) -> bool {
        self.autoconfirm || self.has_mail
    }
}
