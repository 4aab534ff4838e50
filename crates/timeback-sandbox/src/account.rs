//! Accounts at the identity provider.

use super::idp::Accounts;
use super::school::generated_students;
use super::school::logins::{LOGINS, PASSWORD};
use super::school::seeded_rng::SeededRng;

/// An account, as the identity provider presents it to an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The provider's subject identifier; not the sourcedId of the user's record.
    pub subject: String,
    /// The e-mail address, as registered.
    pub email: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
}

/// The accounts of all logins, and of every student that may be generated.
pub struct LoginAccounts;

impl Accounts for LoginAccounts {
    fn authenticate(&self, email: &str, password: &str) -> Option<Account> {
        (password == PASSWORD).then(|| self.find(email)).flatten()
    }

    fn find(&self, email: &str) -> Option<Account> {
        let email = email.trim();
        let login = LOGINS
            .iter()
            .find(|login| login.email.eq_ignore_ascii_case(email));
        if let Some(login) = login {
            return Some(account(login.email, login.given_name, login.family_name));
        }
        let student = generated_students::find(email)?;
        Some(account(
            &student.email,
            student.given_name,
            student.family_name,
        ))
    }
}

fn account(email: &str, given_name: &str, family_name: &str) -> Account {
    Account {
        subject: subject(email),
        email: email.to_owned(),
        given_name: given_name.to_owned(),
        family_name: family_name.to_owned(),
    }
}

/// Derives a subject with the form of a UUID, as Cognito's, and the same at every start.
fn subject(email: &str) -> String {
    let mut rng = SeededRng::new(email, 1);
    let (high, low) = (rng.next_u64(), rng.next_u64());
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
    use super::{Account, Accounts as _, LoginAccounts};

    fn authenticate(email: &str, password: &str) -> Option<Account> {
        LoginAccounts.authenticate(email, password)
    }

    #[test]
    fn the_address_is_case_insensitive() {
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
    fn a_generated_student_has_an_account() {
        let account = authenticate("student-00042@example.com", "sandbox").unwrap();
        assert_eq!(account.email, "student-00042@example.com");
        assert_eq!(authenticate("student-42@example.com", "sandbox"), None);
    }

    #[test]
    fn a_wrong_password_or_address_is_rejected() {
        assert_eq!(authenticate("student@example.com", "Sandbox"), None);
        assert_eq!(authenticate("nobody@example.com", "sandbox"), None);
    }
}
