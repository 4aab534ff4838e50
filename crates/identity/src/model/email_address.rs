use jiff::Timestamp;

use crate::{Email, LinkedIdentity, Provider, model::mailed_code::MAX_ATTEMPTS};

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
    /// Whether it was added to the account; otherwise the user has it only because a provider vouches for it.
    pub is_own: bool,
    /// Whether a provider that the user signs in with vouches for it. Then it cannot be removed.
    pub is_vouched_for: bool,
    /// The code to verify it that was mailed last, if it was not used.
    pub code: Option<AddressCode>,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A mailed code that verifies an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressCode {
    /// Wrong attempts so far.
    pub attempts: i64,
    /// When it expires.
    pub expire_at: Timestamp,
}

/// The state of an address's verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressStatus {
    /// It is verified.
    Verified,
    /// It is not verified: no code was mailed, or the code is still good.
    Unverified,
    /// The mailed code has expired.
    Expired,
    /// There were too many wrong attempts at the mailed code.
    Failed,
}

impl EmailAddress {
    /// The state of its verification at `now`.
    pub fn status(&self, now: Timestamp) -> AddressStatus {
        match (self.verified_at, self.code) {
            (Some(_), _) => AddressStatus::Verified,
            (None, Some(code)) if code.attempts >= MAX_ATTEMPTS => AddressStatus::Failed,
            (None, Some(code)) if code.expire_at <= now => AddressStatus::Expired,
            (None, _) => AddressStatus::Unverified,
        }
    }

    /// When it was last changed.
    pub fn updated_at(&self) -> Timestamp {
        self.verified_at.unwrap_or(self.created_at)
    }

    /// All addresses of a user: their own, and then those that only Timeback vouches for.
    pub(crate) fn all(mut own: Vec<Self>, identities: &[LinkedIdentity]) -> Vec<Self> {
        let vouched = Self::vouched_for(identities, &own);
        for address in &mut own {
            address.is_vouched_for = identities.iter().any(|identity| {
                identity.provider == Provider::Timeback
                    && Email::stored(&identity.email).lower() == address.email.lower()
            });
        }
        own.into_iter().chain(vouched).collect()
    }

    /// The addresses that Timeback vouches for, beside the user's own. The oldest is the primary one of a user who has no
    /// primary address of their own.
    fn vouched_for(identities: &[LinkedIdentity], own: &[Self]) -> Vec<Self> {
        let has_primary = own.iter().any(|it| it.is_primary);
        let mut vouched: Vec<Self> = Vec::new();
        for identity in identities {
            let email = Email::stored(&identity.email);
            let is_known = own
                .iter()
                .chain(&vouched)
                .any(|it| it.email.lower() == email.lower());
            if is_known || identity.provider != Provider::Timeback {
                continue;
            }
            vouched.push(Self {
                id: identity.id.clone(),
                email,
                verified_at: Some(identity.created_at),
                is_primary: !has_primary && vouched.is_empty(),
                is_own: false,
                is_vouched_for: true,
                code: None,
                created_at: identity.created_at,
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
            email_verified: true,
            last_sign_in_at: Timestamp::UNIX_EPOCH,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn own(email: &str) -> EmailAddress {
        EmailAddress {
            id: "own".to_owned(),
            email: Email::stored(email),
            verified_at: None,
            is_primary: true,
            is_own: true,
            is_vouched_for: false,
            code: None,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_provider_adds_the_addresses_that_the_user_has_not() {
        let identities = [
            identity("local", Provider::Email, "other@example.com"),
            identity("first", Provider::Timeback, "Maya@example.com"),
            identity("second", Provider::Timeback, "maya@school.example"),
            identity("third", Provider::Timeback, "MAYA@school.example"),
        ];
        let found = |own: Vec<EmailAddress>| -> Vec<_> {
            let all = EmailAddress::all(own, &identities).into_iter();
            all.map(|it| (it.id, it.is_primary, it.is_vouched_for))
                .collect()
        };
        let (own_id, second) = ("own".to_owned(), "second".to_owned());
        assert_eq!(
            found(vec![own("maya@example.com")]),
            [(own_id.clone(), true, true), (second.clone(), false, true)]
        );
        assert_eq!(
            found(vec![own("other@example.com")])[0],
            (own_id, true, false)
        );
        assert_eq!(
            found(Vec::new()),
            [("first".to_owned(), true, true), (second, false, true)]
        );
    }

    #[test]
    fn an_unverified_address_tells_what_became_of_its_code() {
        let (now, second) = (Timestamp::UNIX_EPOCH, jiff::Span::new().seconds(1));
        let mailed = |attempts, expire_at| EmailAddress {
            code: Some(AddressCode {
                attempts,
                expire_at,
            }),
            ..own("maya@example.com")
        };
        let later = now + second;
        assert_eq!(
            own("maya@example.com").status(now),
            AddressStatus::Unverified
        );
        assert_eq!(mailed(4, later).status(now), AddressStatus::Unverified);
        assert_eq!(mailed(5, later).status(now), AddressStatus::Failed);
        assert_eq!(mailed(0, now).status(now), AddressStatus::Expired);
        let verified = EmailAddress {
            verified_at: Some(later),
            ..mailed(5, now)
        };
        assert_eq!(verified.status(now), AddressStatus::Verified);
        assert_eq!(verified.updated_at(), later);
    }
}
