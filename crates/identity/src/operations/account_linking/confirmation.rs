use super::{LinkProof, pending::Pending};
use crate::{
    Action, ClientInfo, Error, ExternalSignInError, Identity, ProviderSignIn, SignedIn, Token,
    TooManyAttempts, UserId,
    audit::Event,
    model::code_purpose::CodePurpose,
    store::{account_linking, passwords},
    unit_of_work::UnitOfWork,
};

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
    /// end, and its password, its external accounts and other identities of that provider are removed. A second factor
    /// stays, and is asked for.
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
        let pending = link.ok_or(ConfirmLinkError::LinkExpired)?;
        if matches!(proof, LinkProof::Code(code) if code.of_mail().is_none()) {
            return Err(ConfirmLinkError::CodeExpired);
        }
        let attempt = self
            .limits
            .attempt(
                proof.secret(),
                client.address,
                &pending.claims.email.lower(),
            )
            .await?;
        let outcome = self.try_link(token, proof, &pending, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(
                    error,
                    ConfirmLinkError::InvalidCredentials | ConfirmLinkError::CodeExpired
                )
            })
            .await?;
        let Some(grant) = &pending.external else {
            return Ok(self.sign_in(&pending.claims, previous, client).await?);
        };
        let signed_in = self.sign_in_with_external_account(grant, previous, client);
        match signed_in.await {
            Ok(ProviderSignIn::SignedIn(signed_in)) => Ok(*signed_in),
            Err(ExternalSignInError::UserBanned) => Err(ConfirmLinkError::UserBanned),
            Err(ExternalSignInError::Failed(error)) => Err(error.into()),
            // It was unlinked again meanwhile.
            Ok(ProviderSignIn::Confirm(_))
            | Err(
                ExternalSignInError::EmailNotVerified
                | ExternalSignInError::SignUpOff
                | ExternalSignInError::TooManyAttempts(_),
            ) => Err(ConfirmLinkError::LinkExpired),
        }
    }

    async fn try_link(
        &self,
        token: &Token,
        proof: &LinkProof,
        pending: &Pending,
        client: &ClientInfo,
    ) -> Result<(), ConfirmLinkError> {
        let Pending {
            user,
            claims,
            external,
        } = pending;
        let known = self.check_password(user, proof).await?;
        let mut uow = self.begin_link(pending).await?.for_client(client);
        self.database
            .advisory_lock(uow.connection(), &user.lock_key())
            .await?;
        if !uow.try_pending_link(token).await? {
            return Err(ConfirmLinkError::LinkExpired);
        }
        let is_shown = uow.take_link_proof(pending, proof, known).await?;
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
        let owner = match external {
            Some(_) => uow.find_verified_owner(&claims.email).await?,
            None => uow.find_local_account(&claims.email).await?,
        };
        if owner.as_ref() != Some(user) {
            return Err(ConfirmLinkError::LinkExpired);
        }
        if let LinkProof::Code(_) = proof {
            uow.shut_others_out(user, claims).await?;
        }
        uow.link(pending).await?;
        uow.notify_user(user, proof.security_event(pending)).await?;
        uow.drop_pending_link(token).await?;
        let event = Event::new(Action::IdentityLinked, user)
            .with("provider", pending.provider())
            .with("method", proof.method().as_str());
        Ok(uow.commit(event, client).await?)
    }

    /// Begins the unit of work that links: it holds the lock of the address, and before it that of the user of another
    /// provider, as a sign-in with that provider does.
    async fn begin_link(&self, pending: &Pending) -> Result<UnitOfWork<'_>, Error> {
        let address = pending.claims.email.lock_key();
        let Some(grant) = &pending.external else {
            return self.begin(&address).await;
        };
        let mut uow = self.begin(&grant.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &address)
            .await?;
        Ok(uow)
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

impl Pending {
    fn provider(&self) -> &'static str {
        self.external
            .as_ref()
            .map_or("timeback", |grant| grant.provider.as_str())
    }
}

impl UnitOfWork<'_> {
    /// Whether this proves that the account is the user's. `known` is the hash of their password if it is the one that they
    /// typed; a code is used up.
    async fn take_link_proof(
        &mut self,
        pending: &Pending,
        proof: &LinkProof,
        known: Option<String>,
    ) -> Result<bool, Error> {
        let (user, email) = (&pending.user, &pending.claims.email);
        match proof {
            // The password may have changed while it was checked.
            LinkProof::Password(_) => {
                let hash = passwords::find(self.connection(), user).await?;
                let is_compromised = passwords::is_compromised(self.connection(), user).await?;
                let is_right = known.is_some() && hash == known && !is_compromised;
                Ok(is_right && !self.is_locked(user).await?)
            }
            LinkProof::Code(code) => self.take_code(user, CodePurpose::Link, email, code).await,
        }
    }

    /// Adds the provider's identity to the user's.
    async fn link(&mut self, pending: &Pending) -> Result<(), ConfirmLinkError> {
        let Pending {
            user,
            claims,
            external,
        } = pending;
        if let Some(grant) = external {
            if self.find_linked_account(grant).await?.is_some() {
                return Err(ConfirmLinkError::LinkExpired);
            }
            return Ok(self.link_grant(user, grant).await?);
        }
        let (now, id) = (self.now, self.identity.env.id());
        let is_free = account_linking::link(self.connection(), &id, user, claims, now).await?;
        if !is_free {
            return Err(ConfirmLinkError::LinkExpired);
        }
        Ok(())
    }
}
