use crate::{
    Action, AuthMethod, ClientInfo, Email, Error, Grant, Identity, Password, Provider,
    TooManyAttempts, UserId,
    audit::Event,
    limits::Secret,
    operations::sign_in_name::SignInTarget,
    password::{Match, is_foreign},
    store::{
        email_addresses::{self, Claimant},
        passwords,
    },
    unit_of_work::UnitOfWork,
};

/// Why a sign-in by address and password did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordSignInError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The address is unknown, or the password is wrong.
    #[error("wrong address or password")]
    InvalidCredentials,
    /// The address is not verified. Only the right password reveals it.
    #[error("the address is not verified")]
    EmailNotConfirmed,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// The password is right, and an administrator marked it as compromised: the user has to set another one.
    #[error("the password is compromised")]
    PasswordCompromised,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(PasswordSignInError);

/// Why a sign-in is refused, as the audit log says it.
#[derive(Debug, Clone, Copy)]
enum Refusal {
    Wrong,
    Locked,
    Banned,
    Unconfirmed,
    Compromised,
}

/// Checks whether the account may sign in, given the right password.
fn check_standing(claimant: &Claimant, now: i64) -> Result<(), Refusal> {
    if claimant.locked_until.is_some_and(|until| until > now) {
        return Err(Refusal::Locked);
    }
    if claimant.banned_until.is_some_and(|until| until > now) {
        return Err(Refusal::Banned);
    }
    if claimant.verified_at.is_none() {
        return Err(Refusal::Unconfirmed);
    }
    if claimant.password_compromised_at.is_some() {
        return Err(Refusal::Compromised);
    }
    Ok(())
}

impl UnitOfWork<'_> {
    /// Logs a failed sign-in, with the same work whether or not the address has an account.
    async fn refuse<T>(
        mut self,
        user: Option<UserId>,
        refusal: Refusal,
        client: &ClientInfo,
    ) -> Result<T, PasswordSignInError> {
        let mut event = match &user {
            Some(user) => Event::new(Action::SignInFailed, user),
            None => Event::of_nobody(Action::SignInFailed),
        };
        let (because, error) = match refusal {
            Refusal::Banned => ("banned", PasswordSignInError::UserBanned),
            Refusal::Unconfirmed => ("unconfirmed", PasswordSignInError::EmailNotConfirmed),
            Refusal::Compromised => ("compromised", PasswordSignInError::PasswordCompromised),
            // The answer to a right password while the account is locked would help to guess it.
            Refusal::Locked => ("locked", PasswordSignInError::InvalidCredentials),
            Refusal::Wrong => {
                let user = user.unwrap_or_else(|| UserId(self.identity.env.id()));
                if self.count_wrong_proof(&user).await? {
                    event = event.with("locked", true);
                }
                ("wrong", PasswordSignInError::InvalidCredentials)
            }
        };
        let event = event.with("method", "password").with("because", because);
        self.commit(event, client).await?;
        Err(error)
    }
}

impl Identity {
    /// Signs an API client in by address and password. A refusal takes the same time and reads the same whether or not
    /// there is such an account.
    ///
    /// # Errors
    /// [`PasswordSignInError`] says when.
    pub async fn sign_in_with_password(
        &self,
        email: &Email,
        password: &Password,
        client: &ClientInfo,
    ) -> Result<Grant, PasswordSignInError> {
        let keys = self.signing_keys().await?;
        let (mut uow, user) = self
            .check_credentials(&email.into(), password, client)
            .await?;
        let session = uow
            .begin_api_session(&user, AuthMethod::Password, client)
            .await?;
        let grant = uow.grant(&session, None, &keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("provider", Provider::Email.as_str());
        uow.commit(event, client).await?;
        Ok(grant)
    }

    /// Checks address and password. Returns the user, and the unit of work in which they may sign in.
    pub(crate) async fn check_credentials(
        &self,
        target: &SignInTarget,
        password: &Password,
        client: &ClientInfo,
    ) -> Result<(UnitOfWork<'_>, UserId), PasswordSignInError> {
        if !self.policy.takes_passwords() {
            return Err(PasswordSignInError::NoLocalAccounts);
        }
        // Counted by the address that was typed, not by its user: else a limit reached with one of their addresses would
        // show at the others, and tell that they belong together.
        let attempt = self
            .limits
            .attempt(Secret::Password, client.address, &target.counted_as)
            .await?;
        let outcome = self.try_password(&target.email, password, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(error, PasswordSignInError::InvalidCredentials)
            })
            .await
    }

    async fn try_password(
        &self,
        email: &Email,
        password: &Password,
        client: &ClientInfo,
    ) -> Result<(UnitOfWork<'_>, UserId), PasswordSignInError> {
        let known = self.find_claimant(email).await?;
        let hash = known.as_ref().and_then(|known| known.password_hash.clone());
        let is_imported = hash.as_deref().is_some_and(is_foreign);
        let found = self.hasher.compare(password, hash).await?;
        let renewed = match found {
            // The hash is from before passwords were normalized, or another server's.
            Match::Typed => Some(self.hasher.hash(password).await?),
            Match::Normalized if is_imported => Some(self.hasher.hash(password).await?),
            Match::Normalized | Match::No => None,
        };
        let user = known.as_ref().map(|known| known.user.clone());
        let lock_key = user
            .as_ref()
            .map_or_else(|| email.lock_key(), UserId::lock_key);
        let mut uow = self.begin(&lock_key).await?;
        // The password may have changed while it was checked.
        let is_still = email_addresses::find_claimant(uow.connection(), email).await? == known;
        let verdict = match &known {
            Some(known) if found != Match::No && is_still => check_standing(known, uow.now),
            _ => Err(Refusal::Wrong),
        };
        match (user, verdict) {
            (Some(user), Ok(())) => {
                if let Some(hash) = renewed {
                    // The password stays the same: the user is not notified.
                    passwords::replace(uow.connection(), &user, &hash).await?;
                }
                uow.forget_wrong_proofs(&user).await?;
                Ok((uow, user))
            }
            (user, verdict) => {
                let refusal = verdict.err().unwrap_or(Refusal::Wrong);
                uow.refuse(user, refusal, client).await
            }
        }
    }

    async fn find_claimant(&self, email: &Email) -> Result<Option<Claimant>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(email_addresses::find_claimant(&mut connection, email).await?)
    }
}
