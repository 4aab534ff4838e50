use crate::{
    Action, AuthMethod, ClientInfo, EndReason, Error, Identity, Metadata, OneTimeCode, Password,
    SignedIn, Token, TooManyAttempts, UserId,
    audit::Event,
    limits::Secret,
    mail::SecurityEvent,
    model::claims::Claims,
    model::code_purpose::CodePurpose,
    store::{account_linking, backup_codes, factors, passwords, users},
    unit_of_work::UnitOfWork,
};

/// The proof that an account is the user's own.
#[derive(Debug)]
pub enum LinkProof {
    /// Password for this account.
    Password(Password),
    /// A code that was mailed to its address.
    Code(OneTimeCode),
}

/// Why a pending link was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmLinkError {
    /// There is no pending link: it has expired, was tried too often, or is done.
    #[error("the pending link has expired")]
    LinkExpired,
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The password is wrong.
    #[error("the password is wrong")]
    InvalidCredentials,
    /// The code is wrong, or has expired.
    #[error("the code is wrong or has expired")]
    CodeExpired,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ConfirmLinkError);

impl Identity {
    /// Links the provider's identity to the account that the user has proved to be theirs, notifies its address, and
    /// signs them in. A mailed code proves who has the address now, not who had it before: then the account's sessions
    /// end, and its password and other identities of that provider are removed. A second factor stays, and is asked
    /// for.
    ///
    /// # Errors
    /// [`ConfirmLinkError`] says when.
    pub async fn confirm_link(
        &self,
        token: &Token,
        proof: &LinkProof,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, ConfirmLinkError> {
        let link = self.read_pending_link(token).await?;
        let (user, claims) = link.ok_or(ConfirmLinkError::LinkExpired)?;
        if matches!(proof, LinkProof::Code(code) if code.of_mail().is_none()) {
            return Err(ConfirmLinkError::CodeExpired);
        }
        let attempt = self
            .limits
            .attempt(proof.secret(), client.address, &claims.email.lower())?;
        let outcome = self.try_link(token, proof, (&user, &claims), client).await;
        attempt.record_result(outcome, |error| {
            matches!(
                error,
                ConfirmLinkError::InvalidCredentials | ConfirmLinkError::CodeExpired
            )
        })?;
        Ok(self.sign_in(&claims, previous, client).await?)
    }

    async fn try_link(
        &self,
        token: &Token,
        proof: &LinkProof,
        (user, claims): (&UserId, &Claims),
        client: &ClientInfo,
    ) -> Result<(), ConfirmLinkError> {
        let known = self.check_password(user, proof).await?;
        let mut uow = self.begin(&claims.email.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &user.lock_key())
            .await?;
        if !uow.try_pending_link(token).await? {
            return Err(ConfirmLinkError::LinkExpired);
        }
        let is_shown = match proof {
            // The password may have changed while it was checked.
            LinkProof::Password(_) => {
                let hash = passwords::find(uow.connection(), user).await?;
                known.is_some() && hash == known && !uow.is_locked(user).await?
            }
            LinkProof::Code(code) => {
                let purpose = CodePurpose::Link;
                uow.take_code(user, purpose, &claims.email, code).await?
            }
        };
        if !is_shown {
            if let LinkProof::Password(_) = proof {
                uow.count_wrong_proof(user).await?;
            }
            let event =
                Event::new(Action::SignInFailed, user).with("method", proof.method().as_str());
            uow.commit(event, client).await?;
            return Err(proof.wrong());
        }
        if uow.is_banned(user).await? {
            return Err(ConfirmLinkError::UserBanned);
        }
        if uow.find_local_account(&claims.email).await?.as_ref() != Some(user) {
            return Err(ConfirmLinkError::LinkExpired);
        }
        if let LinkProof::Code(_) = proof {
            uow.shut_others_out(user, claims).await?;
        }
        uow.link(user, claims).await?;
        uow.notify_user(user, proof.security_event()).await?;
        uow.drop_pending_link(token).await?;
        let event = Event::new(Action::IdentityLinked, user)
            .with("provider", "timeback")
            .with("method", proof.method().as_str());
        Ok(uow.commit(event, client).await?)
    }

    /// The account's password hash, if the proof is its password.
    async fn check_password(
        &self,
        user: &UserId,
        proof: &LinkProof,
    ) -> Result<Option<String>, ConfirmLinkError> {
        let LinkProof::Password(password) = proof else {
            return Ok(None);
        };
        if !self.policy.takes_passwords() {
            return Err(ConfirmLinkError::NoLocalAccounts);
        }
        let hash = self.find_password_hash(user).await?;
        let is_right = self.hasher.verify(password, hash.clone()).await?;
        Ok(hash.filter(|_| is_right))
    }
}

impl LinkProof {
    fn method(&self) -> AuthMethod {
        match self {
            Self::Password(_) => AuthMethod::Password,
            Self::Code(_) => AuthMethod::Otp,
        }
    }

    fn security_event(&self) -> SecurityEvent {
        match self {
            Self::Password(_) => SecurityEvent::TimebackJoined,
            Self::Code(_) => SecurityEvent::TimebackJoinedByCode,
        }
    }

    fn secret(&self) -> Secret {
        match self {
            Self::Password(_) => Secret::Password,
            Self::Code(_) => Secret::MailedCode,
        }
    }

    fn wrong(&self) -> ConfirmLinkError {
        match self {
            Self::Password(_) => ConfirmLinkError::InvalidCredentials,
            Self::Code(_) => ConfirmLinkError::CodeExpired,
        }
    }
}

impl UnitOfWork<'_> {
    /// Adds the provider's identity to the user's.
    async fn link(&mut self, user: &UserId, claims: &Claims) -> Result<(), ConfirmLinkError> {
        let (now, id) = (self.now, self.identity.env.id());
        let is_free = account_linking::link(self.connection(), &id, user, claims, now).await?;
        if !is_free {
            return Err(ConfirmLinkError::LinkExpired);
        }
        Ok(())
    }

    /// Removes the account's password and other identities of the provider, and ends its sessions: its creator need not
    /// be who has the address now.
    async fn shut_others_out(&mut self, user: &UserId, claims: &Claims) -> Result<(), Error> {
        self.end_sessions(user, None, EndReason::PasswordChanged)
            .await?;
        self.drop_codes(user).await?;
        let (now, is_unproved) = (self.now, self.identity.policy.autoconfirm);
        let connection = self.connection();
        account_linking::delete_other_identities(connection, user, claims).await?;
        passwords::set(connection, user, None, now).await?;
        if is_unproved {
            // Addresses are not verified here: the creator of the account may never have had this one.
            users::set_unsafe_metadata(connection, user, &Metadata::default()).await?;
            factors::delete_of_user(connection, user).await?;
            backup_codes::delete_of_user(connection, user).await?;
        }
        Ok(())
    }
}
