use crate::{
    Email, Error, Identity, Password, UserId,
    mail::SecurityEvent,
    store::{email_addresses, passwords},
    unit_of_work::UnitOfWork,
};

/// Why a new password is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum NewPasswordError {
    /// It is easily guessed: a common password, or the user's own address.
    #[error("the password is easily guessed")]
    Guessable,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(NewPasswordError);

impl Identity {
    /// Refuses an easily guessed password, of a user who has, or will have, these addresses.
    pub(crate) async fn require_unguessable(
        &self,
        password: &Password,
        user: Option<&UserId>,
        email: Option<&Email>,
    ) -> Result<(), NewPasswordError> {
        let mut addresses: Vec<String> = email.map(Email::lower).into_iter().collect();
        if let Some(user) = user {
            addresses.extend(email_addresses::list_keys(self.database.pool(), user).await?);
        }
        self.require_unguessable_from(password, addresses).await
    }

    /// Refuses a password that is easily guessed by who knows these addresses.
    pub(crate) async fn require_unguessable_from(
        &self,
        password: &Password,
        addresses: Vec<String>,
    ) -> Result<(), NewPasswordError> {
        if self.hasher.is_guessable(password, addresses).await? {
            return Err(NewPasswordError::Guessable);
        }
        Ok(())
    }

    /// The hash of the user's password, if there is one.
    pub(crate) async fn find_password_hash(&self, user: &UserId) -> Result<Option<String>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(passwords::find(&mut connection, user).await?)
    }
}

impl UnitOfWork<'_> {
    /// Sets the user's password, and notifies them.
    pub async fn set_password(&mut self, user: &UserId, hash: &str) -> Result<(), Error> {
        let now = self.now;
        passwords::set(self.connection(), user, Some(hash), now).await?;
        self.notify_user(user, SecurityEvent::PasswordChanged).await
    }
}
