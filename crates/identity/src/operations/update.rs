use serde_json::{Map, Value};

use crate::{
    Account, Action, AppLink, AuthContext, ClientInfo, Denied, Email, EndReason, Error, Identity,
    OneTimeCode, Password, Refusal, UserId,
    audit::Event,
    limits::{Mailing, Secret},
    model::code_purpose::CodePurpose,
    operations::find_account,
    store::users,
    unit_of_work::UnitOfWork,
};

/// A user's update of their own account.
#[derive(Debug, Default)]
pub struct Update {
    /// Merged into the metadata that the user writes.
    pub data: Option<Map<String, Value>>,
    /// The new address.
    pub email: Option<Email>,
    /// The new password.
    pub password: Option<Password>,
    /// The current password.
    pub current_password: Option<Password>,
    /// The mailed code that confirms a sensitive change.
    pub nonce: Option<OneTimeCode>,
    /// The app that the links of mails about a new address redirect to.
    pub app: Option<AppLink>,
}

impl Identity {
    /// Updates the user's own account: all of it, or nothing. A new password ends the user's other sessions.
    ///
    /// # Errors
    /// Returns [`Refusal::EmailExists`], [`InvalidEmail`](Refusal::InvalidEmail), [`WeakPassword`](Refusal::WeakPassword),
    /// [`SamePassword`](Refusal::SamePassword) or [`MetadataTooLarge`](Refusal::MetadataTooLarge) for a new value that
    /// is not accepted; [`CurrentPasswordInvalid`](Refusal::CurrentPasswordInvalid),
    /// [`InsufficientAal`](Refusal::InsufficientAal) or [`ReauthenticationNeeded`](Refusal::ReauthenticationNeeded)
    /// when the user has to authenticate first; [`TooManyAttempts`](Refusal::TooManyAttempts) or
    /// [`TooManyMails`](Refusal::TooManyMails) when a rate limit is reached; [`MailOff`](Refusal::MailOff) where no
    /// mail is sent; and [`NoLocalAccounts`](Refusal::NoLocalAccounts) for a password where passwords are not accepted.
    pub async fn update(
        &self,
        auth: &AuthContext,
        update: Update,
        client: &ClientInfo,
    ) -> Result<Account, Denied> {
        if update.password.is_some() {
            self.require_local_accounts()?;
        }
        if update.email.is_some() || update.password.is_some() {
            self.require_second_factor(auth).await?;
        }
        if let Some(email) = &update.email {
            if !self.policy.autoconfirm {
                self.require_mail()?;
            }
            self.limits
                .mail(Mailing::Code, &email.lower(), client.address)?;
        }
        let new_hash = match &update.password {
            Some(password) => {
                let (user, email) = (Some(&auth.user), update.email.as_ref());
                self.require_unguessable(password, user, email).await?;
                self.take_nonce(auth, &update, client).await?;
                Some(
                    self.check_new_password(auth, password, &update, client)
                        .await?,
                )
            }
            None => None,
        };
        let mut uow = self.begin_update(auth, update.email.as_ref()).await?;
        let mut event = Event::new(Action::Updated, &auth.user).in_session(&auth.session);
        if let Some(data) = update.data {
            uow.merge_metadata(&auth.user, data).await?;
        }
        if let Some(email) = &update.email {
            let app = update.app.as_ref();
            uow.set_email(&auth.user, email, app).await?;
            event = event.with("email", true);
        }
        if let Some(hash) = new_hash {
            uow.set_password(&auth.user, &hash).await?;
            uow.drop_codes(&auth.user).await?;
            let (user, spared) = (&auth.user, Some(&auth.session));
            uow.end_sessions(user, spared, EndReason::PasswordChanged)
                .await?;
            event.action = Action::PasswordChanged;
        }
        uow.touch(&auth.user).await?;
        let account = find_account::read(uow.connection(), &auth.user).await?;
        uow.commit(event, client).await?;
        account.ok_or_else(|| Refusal::UserNotFound.into())
    }

    /// The lock of an address is taken before that of its user.
    async fn begin_update(
        &self,
        auth: &AuthContext,
        email: Option<&Email>,
    ) -> Result<UnitOfWork<'_>, Error> {
        let lock_key = auth.user.lock_key();
        let Some(email) = email else {
            return self.begin(&lock_key).await;
        };
        let mut uow = self.begin(&email.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &lock_key)
            .await?;
        Ok(uow)
    }

    /// Verifies the mailed code of an update, if it has one.
    async fn take_nonce(
        &self,
        auth: &AuthContext,
        update: &Update,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let Some(nonce) = &update.nonce else {
            return Ok(());
        };
        if nonce.of_mail().is_none() {
            return Err(Refusal::ReauthenticationNotValid.into());
        }
        let attempt = self
            .limits
            .attempt(Secret::MailedCode, client.address, &auth.user.0)?;
        attempt.record_result(self.try_nonce(auth, nonce, client).await)
    }

    async fn try_nonce(
        &self,
        auth: &AuthContext,
        nonce: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let is_right = match uow.find_proved_email(&auth.user).await? {
            Some(email) => {
                uow.take_code(&auth.user, CodePurpose::Reauthenticate, &email, nonce)
                    .await?
            }
            None => false,
        };
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("right", is_right);
        uow.commit(event, client).await?;
        if is_right {
            Ok(())
        } else {
            Err(Refusal::ReauthenticationNotValid.into())
        }
    }

    /// Checks a new password, and hashes it.
    async fn check_new_password(
        &self,
        auth: &AuthContext,
        password: &Password,
        update: &Update,
        client: &ClientInfo,
    ) -> Result<String, Denied> {
        let hash = self.find_password_hash(&auth.user).await?;
        let is_recent = self.is_recent(auth) || update.nonce.is_some();
        match &update.current_password {
            Some(current) => {
                self.require_password(&auth.user, current, hash.clone(), client)
                    .await?;
            }
            None if !is_recent => return Err(Refusal::ReauthenticationNeeded.into()),
            None => {}
        }
        if self.hasher.verify(password, hash).await? {
            return Err(Refusal::SamePassword.into());
        }
        self.hasher.hash(password).await
    }

    async fn require_password(
        &self,
        user: &UserId,
        presented: &Password,
        hash: Option<String>,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let attempt = self
            .limits
            .attempt(Secret::Password, client.address, &user.0)?;
        attempt.record_result(match self.hasher.verify(presented, hash).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Refusal::CurrentPasswordInvalid.into()),
            Err(denied) => Err(denied),
        })
    }
}

impl UnitOfWork<'_> {
    /// Merges `data` into the metadata that the user writes.
    pub async fn merge_metadata(
        &mut self,
        user: &UserId,
        data: Map<String, Value>,
    ) -> Result<(), Denied> {
        let metadata = users::find_unsafe_metadata(self.connection(), user).await?;
        let merged = metadata.merge(data)?;
        users::set_unsafe_metadata(self.connection(), user, &merged).await?;
        Ok(())
    }

    /// Records the time of the update.
    pub async fn touch(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        Ok(users::touch(self.connection(), user, now).await?)
    }
}
