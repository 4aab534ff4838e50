use super::Administrator;
use crate::{
    Action, ClientInfo, Denied, Error, Factor, Identity, Refusal, UserId, audit::Event,
    mail::SecurityEvent, operations::factor, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Renames a user's second factor, if a name is given.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchUser`] or [`FactorNotFound`](Refusal::FactorNotFound) when there is no such user or
    /// factor, and [`FactorNameConflict`](Refusal::FactorNameConflict) when another factor has the name.
    pub async fn rename_factor(
        &self,
        user: &UserId,
        id: &str,
        name: Option<&str>,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Factor, Denied> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let factors = uow.factors_of(user).await?;
        let factor = find(&factors, id)?;
        let Some(name) = name else { return Ok(factor) };
        let is_taken = |it: &Factor| it.id != id && it.friendly_name == name;
        if factors.iter().any(is_taken) {
            return Err(Refusal::FactorNameConflict.into());
        }
        sqlx::query("UPDATE factors SET friendly_name = $1, updated_at = $2 WHERE id = $3")
            .bind(name)
            .bind(uow.now)
            .bind(id)
            .execute(uow.connection())
            .await?;
        let renamed = find(&uow.factors_of(user).await?, id)?;
        let event = Event::new(Action::FactorUpdated, user).by(admin);
        uow.commit(event.with("factor", id), client).await?;
        Ok(renamed)
    }

    /// Removes a user's second factor, for instance after they lost their phone and their backup codes. Returns the
    /// factor as it was.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchUser`] or [`FactorNotFound`](Refusal::FactorNotFound) when there is no such user or
    /// factor.
    pub async fn delete_factor(
        &self,
        user: &UserId,
        id: &str,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Factor, Denied> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let gone = find(&uow.factors_of(user).await?, id)?;
        if gone.is_verified {
            uow.notify_user(user, SecurityEvent::FactorRemoved).await?;
        }
        uow.drop_factor(user, id).await?;
        let event = Event::new(Action::FactorDeleted, user).by(admin);
        uow.commit(event.with("factor", id), client).await?;
        Ok(gone)
    }
}

fn find(factors: &[Factor], id: &str) -> Result<Factor, Refusal> {
    let found = factors.iter().find(|factor| factor.id == id);
    found.cloned().ok_or(Refusal::FactorNotFound)
}

impl UnitOfWork<'_> {
    async fn factors_of(&mut self, user: &UserId) -> Result<Vec<Factor>, Denied> {
        let known: Option<(String,)> = sqlx::query_as("SELECT id FROM users WHERE id = $1")
            .bind(&user.0)
            .fetch_optional(self.connection())
            .await?;
        known.ok_or(Refusal::NoSuchUser)?;
        Ok(factor::read(self.connection(), user).await?)
    }

    /// Deletes a user's factor. When it was the last one, their sessions return to the first assurance level, and their
    /// backup codes are deleted.
    pub(crate) async fn drop_factor(&mut self, user: &UserId, factor: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM factors WHERE id = $1")
            .bind(factor)
            .execute(self.connection())
            .await?;
        if self.has_verified_factor(user).await? {
            return Ok(());
        }
        for statement in [
            "UPDATE sessions SET aal = 'aal1' WHERE user_id = $1",
            "DELETE FROM backup_codes WHERE user_id = $1",
        ] {
            sqlx::query(statement)
                .bind(&user.0)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}
