use super::Administrator;
use crate::{
    Action, ClientInfo, Error, Factor, Identity, UserId,
    audit::Event,
    env::instant,
    mail::SecurityEvent,
    store::{factors, user_edits},
    unit_of_work::UnitOfWork,
};

/// Why a user's factor was not renamed.
#[derive(Debug, thiserror::Error)]
pub enum RenameFactorError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchUser,
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// Another factor of the user has this name.
    #[error("another factor has this name")]
    FactorNameConflict,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RenameFactorError);

/// Why a user's factor was not deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteFactorError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchUser,
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteFactorError);

impl Identity {
    /// Renames a user's second factor, if a name is given.
    ///
    /// # Errors
    /// [`RenameFactorError`] says when.
    pub async fn rename_factor(
        &self,
        user: &UserId,
        id: &str,
        name: Option<&str>,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Factor, RenameFactorError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let enrolled = uow.factors_of(user).await?;
        let enrolled = enrolled.ok_or(RenameFactorError::NoSuchUser)?;
        let factor = find(&enrolled, id).ok_or(RenameFactorError::FactorNotFound)?;
        let Some(name) = name else { return Ok(factor) };
        let is_taken = |it: &Factor| it.id != id && it.friendly_name == name;
        if enrolled.iter().any(is_taken) {
            return Err(RenameFactorError::FactorNameConflict);
        }
        let now = uow.now;
        factors::rename(uow.connection(), id, name, now).await?;
        let renamed = Factor {
            friendly_name: name.to_owned(),
            updated_at: instant(now),
            ..factor
        };
        let event = Event::new(Action::FactorUpdated, user).by(admin);
        uow.commit(event.with("factor", id), client).await?;
        Ok(renamed)
    }

    /// Removes a user's second factor, for instance after they lost their phone and their backup codes. Returns the
    /// factor as it was.
    ///
    /// # Errors
    /// [`DeleteFactorError`] says when.
    pub async fn delete_factor(
        &self,
        user: &UserId,
        id: &str,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Factor, DeleteFactorError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let enrolled = uow.factors_of(user).await?;
        let enrolled = enrolled.ok_or(DeleteFactorError::NoSuchUser)?;
        let gone = find(&enrolled, id).ok_or(DeleteFactorError::FactorNotFound)?;
        if gone.is_verified {
            uow.notify_user(user, SecurityEvent::FactorRemoved).await?;
        }
        uow.drop_factor(user, id).await?;
        let event = Event::new(Action::FactorDeleted, user).by(admin);
        uow.commit(event.with("factor", id), client).await?;
        Ok(gone)
    }
}

fn find(factors: &[Factor], id: &str) -> Option<Factor> {
    factors.iter().find(|factor| factor.id == id).cloned()
}

impl UnitOfWork<'_> {
    /// The factors of this user, if there is one.
    async fn factors_of(&mut self, user: &UserId) -> Result<Option<Vec<Factor>>, Error> {
        if !user_edits::exists(self.connection(), user).await? {
            return Ok(None);
        }
        Ok(Some(factors::list(self.connection(), user).await?))
    }
}
