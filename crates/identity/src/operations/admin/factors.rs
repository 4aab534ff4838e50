use super::Administrator;
use crate::{
    Action, ClientInfo, Denied, Factor, Identity, Refusal, UserId,
    audit::Event,
    mail::SecurityEvent,
    store::{factors, user_edits},
    unit_of_work::UnitOfWork,
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
        let enrolled = uow.factors_of(user).await?;
        let factor = find(&enrolled, id)?;
        let Some(name) = name else { return Ok(factor) };
        let is_taken = |it: &Factor| it.id != id && it.friendly_name == name;
        if enrolled.iter().any(is_taken) {
            return Err(Refusal::FactorNameConflict.into());
        }
        let now = uow.now;
        factors::rename(uow.connection(), id, name, now).await?;
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
        if !user_edits::exists(self.connection(), user).await? {
            return Err(Refusal::NoSuchUser.into());
        }
        Ok(factors::list(self.connection(), user).await?)
    }
}
