use jiff::Timestamp;

use crate::{Account, Email, LinkedIdentity, Metadata, Provider, Username};

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
    /// The user's language, as an administrator gave it.
    pub locale: Option<String>,
    /// The addresses: the user's own, the oldest first, then those that only a provider vouches for.
    pub email_addresses: Vec<EmailAddress>,
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

/// An address of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress {
    /// Its identifier: for an address that only a provider vouches for, that of the provider's identity.
    pub id: String,
    /// The address.
    pub email: Email,
    /// When it was verified, if it is.
    pub verified_at: Option<Timestamp>,
    /// Whether it is the user's primary address.
    pub is_primary: bool,
}

impl EmailAddress {
    /// The addresses that providers vouch for, beside the user's own. The oldest is the primary one of a user who has no
    /// primary address of their own.
    pub(crate) fn vouched_for(identities: &[LinkedIdentity], own: &[Self]) -> Vec<Self> {
        let has_primary = own.iter().any(|it| it.is_primary);
        let mut vouched: Vec<Self> = Vec::new();
        for identity in identities {
            let email = Email::stored(&identity.email);
            let is_known = own
                .iter()
                .chain(&vouched)
                .any(|it| it.email.lower() == email.lower());
            if is_known || identity.provider == Provider::Email {
                continue;
            }
            vouched.push(Self {
                id: identity.id.clone(),
                email,
                verified_at: Some(identity.created_at),
                is_primary: !has_primary && vouched.is_empty(),
            });
        }
        vouched
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(id: &str, provider: Provider, email: &str) -> LinkedIdentity {
        LinkedIdentity {
            id: id.to_owned(),
            provider,
            subject: id.to_owned(),
            email: email.to_owned(),
            last_sign_in_at: Timestamp::UNIX_EPOCH,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_provider_adds_the_addresses_that_the_user_has_not() {
        let own = EmailAddress {
            id: "own".to_owned(),
            email: Email::stored("maya@example.com"),
            verified_at: None,
            is_primary: true,
        };
        let identities = [
            identity("local", Provider::Email, "other@example.com"),
            identity("first", Provider::Timeback, "Maya@example.com"),
            identity("second", Provider::Timeback, "maya@school.example"),
            identity("third", Provider::Timeback, "MAYA@school.example"),
        ];
        let found = |own: &[EmailAddress]| -> Vec<_> {
            let vouched = EmailAddress::vouched_for(&identities, own).into_iter();
            vouched.map(|it| (it.id, it.is_primary)).collect()
        };
        assert_eq!(found(&[own]), [("second".to_owned(), false)]);
        assert_eq!(
            found(&[]),
            [("first".to_owned(), true), ("second".to_owned(), false)]
        );
    }
}
