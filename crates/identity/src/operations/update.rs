mod proof;

use serde_json::{Map, Value};

use crate::{
    Account, Action, AddressError, AppLink, AuthContext, ClientInfo, Email, EndReason, Error,
    Identity, MetadataError, NewPasswordError, OneTimeCode, Password, TooManyAttempts,
    TooManyMails, UserId, audit::Event, limits::Mailing, operations::find_account, store::users,
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

/// Why a user's own account was not updated.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The new password is the old one.
    #[error("the password is the old one")]
    SamePassword,
    /// The current password is wrong.
    #[error("the current password is wrong")]
    CurrentPasswordInvalid,
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The proof is wrong.
    #[error("the proof is wrong")]
    ReauthenticationNotValid,
    /// The metadata is not accepted.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(UpdateError);

impl Identity {
    /// Updates the user's own account: all of it, or nothing. A new password ends the user's other sessions.
    ///
    /// # Errors
    /// [`UpdateError`] says when.
    pub async fn update(
        &self,
        auth: &AuthContext,
        update: Update,
        client: &ClientInfo,
    ) -> Result<Account, UpdateError> {
        if update.password.is_some() && !self.policy.takes_passwords() {
            return Err(UpdateError::NoLocalAccounts);
        }
        let is_sensitive = update.email.is_some() || update.password.is_some();
        if is_sensitive && self.lacks_second_factor(auth).await? {
            return Err(UpdateError::InsufficientAal);
        }
        if let Some(email) = &update.email {
            if !self.policy.takes_new_addresses() {
                return Err(UpdateError::MailOff);
            }
            self.limits
                .mail(Mailing::Code, &email.lower(), client.address)
                .await?;
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
        let mut uow = self
            .begin_update(auth, update.email.as_ref())
            .await?
            .for_client(client);
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
        account.ok_or(UpdateError::UserNotFound)
    }

    /// Begins a unit of work on the user. The lock of an address is taken before that of its user.
    pub(super) async fn begin_update(
        &self,
        auth: &AuthContext,
        email: Option<&Email>,
    ) -> Result<UnitOfWork<'_>, Error> {
        self.begin_on_user(&auth.user, email).await
    }

    /// Begins a unit of work on a user, as [`begin_update`](Self::begin_update) does.
    pub(super) async fn begin_on_user(
        &self,
        user: &UserId,
        email: Option<&Email>,
    ) -> Result<UnitOfWork<'_>, Error> {
        let lock_key = user.lock_key();
        let Some(email) = email else {
            return self.begin(&lock_key).await;
        };
        let mut uow = self.begin(&email.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &lock_key)
            .await?;
        Ok(uow)
    }
}

impl UnitOfWork<'_> {
    /// Records the time of the update.
    pub async fn touch(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        Ok(users::touch(self.connection(), user, now).await?)
    }
}
