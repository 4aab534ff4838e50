//! Who can sign in at the identity provider.

use super::school::logins::{LOGINS, Login, PASSWORD};
use super::school::seeded_rng::SeededRng;

/// A signed-in person, as the identity provider tells an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The provider's own name for the person; not the sourcedId of their user record.
    pub subject: String,
    /// The address, as it was registered.
    pub email: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
}

/// The account for these credentials; addresses are compared without regard to case.
pub fn authenticate(email: &str, password: &str) -> Option<Account> {
    let email = email.trim();
    LOGINS
        .iter()
        .find(|login| login.email.eq_ignore_ascii_case(email) && password == PASSWORD)
        .map(account)
}

fn account(login: &Login) -> Account {
    Account {
        subject: subject(login.email),
        email: login.email.to_owned(),
        given_name: login.given_name.to_owned(),
        family_name: login.family_name.to_owned(),
    }
}

/// Shaped like the UUIDs of the real provider, and the same at every start.
fn subject(email: &str) -> String {
    let mut chance = SeededRng::seeded(email, 1);
    let (high, low) = (chance.draw(), chance.draw());
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::authenticate;

    #[test]
    fn the_right_password_opens_the_account_in_any_case_of_the_address() {
        let account = authenticate(" Student@Example.com ", "sandbox").unwrap();
        assert_eq!(account.email, "student@example.com");
        assert_eq!(
            account.subject,
            authenticate("student@example.com", "sandbox")
                .unwrap()
                .subject
        );
        assert_eq!(account.subject.len(), 36);
    }

    #[test]
    fn a_wrong_password_or_address_opens_nothing() {
        assert_eq!(authenticate("student@example.com", "Sandbox"), None);
        assert_eq!(authenticate("nobody@example.com", "sandbox"), None);
    }
}
