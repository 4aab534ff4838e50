use super::{Proof, proof::Checked};
use crate::{
    Action, AuthContext, ClientInfo, Denied, Email, EndReason, Identity, Password, Refusal,
    audit::Event, store::identities, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Sets the user's password, given the current one, if there is one. The first password of a user who signed in
    /// with a provider makes the provider's address their local address. The user's other sessions end.
    ///
    /// # Errors
    /// Returns [`Refusal::CurrentPasswordInvalid`] for a wrong current password,
    /// [`SessionNotFound`](Refusal::SessionNotFound) when it was one too many and the session has ended,
    /// [`WeakPassword`](Refusal::WeakPassword) or [`SamePassword`](Refusal::SamePassword) for an unsuitable new one,
    /// [`ReauthenticationNeeded`](Refusal::ReauthenticationNeeded) when the user has to confirm first,
    /// [`EmailExists`](Refusal::EmailExists) when another account has the address, and
    /// [`NoLocalAccounts`](Refusal::NoLocalAccounts) where passwords are not accepted.
    pub async fn set_own_password(
        &self,
        auth: &AuthContext,
        current: Option<Password>,
        new: &Password,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_local_accounts()?;
        self.require_confirmed(auth).await?;
        self.require_unguessable(new, Some(&auth.user), None)
            .await?;
        let before = self.find_password_hash(&auth.user).await?;
        if before.is_some() {
            self.check_current(auth, current, client).await?;
            if self.hasher.verify(new, before.clone()).await? {
                return Err(Refusal::SamePassword.into());
            }
        }
        let hash = self.hasher.hash(new).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        uow.own_an_address(auth).await?;
        uow.set_password(&auth.user, &hash).await?;
        uow.drop_codes(&auth.user).await?;
        uow.touch(&auth.user).await?;
        let (user, spared) = (&auth.user, Some(&auth.session));
        uow.end_sessions(user, spared, EndReason::PasswordChanged)
            .await?;
        let event = Event::new(Action::PasswordChanged, user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    async fn check_current(
        &self,
        auth: &AuthContext,
        current: Option<Password>,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let current = current.ok_or(Refusal::CurrentPasswordInvalid)?;
        if let Checked::Password(true) = self.check(auth, Proof::Password(current)).await? {
            return Ok(());
        }
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let refusal = uow
            .count_failure(auth, Refusal::CurrentPasswordInvalid)
            .await?;
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("method", "password")
            .with("right", false);
        uow.commit(event, client).await?;
        Err(refusal.into())
    }
}

impl UnitOfWork<'_> {
    /// Makes the provider's address the user's local address, which a password needs.
    async fn own_an_address(&mut self, auth: &AuthContext) -> Result<(), Denied> {
        let user = &auth.user;
        let email = match self.find_proved_email(user).await? {
            Some(email) => email,
            None => self.adopt_reachable_email(auth).await?,
        };
        let (id, now) = (self.identity.env.id(), self.now);
        identities::create_local(self.connection(), &id, user, &email, now).await?;
        Ok(())
    }

    async fn adopt_reachable_email(&mut self, auth: &AuthContext) -> Result<Email, Denied> {
        let email = self.find_reachable_email(auth).await?;
        let email = email.ok_or(Refusal::EmailNotConfirmed)?;
        match self.replace_email(&auth.user, &email).await {
            Err(error) if error.is_unique_violation() => Err(Refusal::EmailExists.into()),
            outcome => Ok(outcome.map(|()| email)?),
        }
    }
}
