use crate::{Email, Error, Identity, SignInName, store::email_addresses};

/// The address that a sign-in name stands for, and the key of its rate limits.
#[derive(Debug)]
pub(crate) struct SignInTarget {
    /// The address. For a username without a user, an address that cannot exist.
    pub email: Email,
    /// What attempts and mails are counted by: the name that was typed. Counted by the address, a limit that is reached
    /// with the username would show at the address, and tell that they belong together.
    pub counted_as: String,
}

impl From<&Email> for SignInTarget {
    fn from(email: &Email) -> Self {
        Self {
            email: email.clone(),
            counted_as: email.lower(),
        }
    }
}

impl Identity {
    /// Resolves a sign-in name to its address. A username without a user resolves, too, so that responses do not reveal
    /// which usernames exist.
    pub(crate) async fn resolve_sign_in_name(
        &self,
        name: &SignInName,
    ) -> Result<SignInTarget, Error> {
        let username = match name {
            SignInName::Email(email) => return Ok(email.into()),
            SignInName::Username(username) => username,
        };
        let mut connection = self.database.pool().acquire().await?;
        let found = email_addresses::find_of_username(&mut connection, username).await?;
        // `.invalid` is a reserved domain, without addresses.
        let placeholder = || Email::stored(&format!("{}@username.invalid", username.as_str()));
        Ok(SignInTarget {
            email: found.unwrap_or_else(placeholder),
            // No address begins so.
            counted_as: format!("@{}", username.as_str()),
        })
    }
}
