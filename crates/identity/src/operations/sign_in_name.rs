use crate::{Email, Error, Identity, SignInName, store::email_addresses};

/// What a sign-in by a name is of.
#[derive(Debug)]
pub(crate) struct SignInTarget {
    /// The address: for a username that nobody has, one that nobody has.
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
    /// Finds what a sign-in by this name is of. Whatever follows is the same for a username that nobody has, so that it does
    /// not reveal who has one.
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
        // `.invalid` is reserved: nobody has an address there.
        let nobody = || Email::stored(&format!("{}@username.invalid", username.as_str()));
        Ok(SignInTarget {
            email: found.unwrap_or_else(nobody),
            // No address begins so.
            counted_as: format!("@{}", username.as_str()),
        })
    }
}
