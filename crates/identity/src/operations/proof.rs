use crate::{
    Action, AddressChangeError, AppLink, ClientInfo, CodeFlow, Email, Error, Identity, OneTimeCode,
    Token, UserId, VerifyCodeError, audit::Event, limits::Secret, model::code_purpose::CodePurpose,
    operations::sign_in_name::SignInTarget, unit_of_work::UnitOfWork,
};

/// A valid code or link. It is used up once the unit of work is committed.
pub(crate) struct Proof<'a> {
    pub uow: UnitOfWork<'a>,
    pub user: UserId,
    pub purpose: CodePurpose,
    /// The app to redirect to, for a link that an app asked for.
    pub app: Option<AppLink>,
    email: Email,
    is_verified: bool,
}

/// Why a mailed code or link was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum VerificationError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The code or link is wrong, expired, used or unknown: the answer does not reveal which.
    #[error("the code is wrong or has expired")]
    CodeExpired,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// Another account has verified the address meanwhile.
    #[error("another account has the address")]
    EmailExists,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(VerificationError);

impl From<AddressChangeError> for VerificationError {
    fn from(error: AddressChangeError) -> Self {
        match error {
            AddressChangeError::CodeExpired => Self::CodeExpired,
            AddressChangeError::EmailExists => Self::EmailExists,
            AddressChangeError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Identity {
    /// Verifies the code that was mailed to this address. A wrong one is counted and logged at once; text that has not
    /// the form of a mailed code is not an attempt.
    pub(crate) async fn prove_by_code(
        &self,
        target: &SignInTarget,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Proof<'_>, VerifyCodeError> {
        if !self.policy.takes_passwords() {
            return Err(VerificationError::NoLocalAccounts.into());
        }
        if code.of_mail().is_none() {
            return Err(VerificationError::CodeExpired.into());
        }
        let attempt = self
            .limits
            .attempt(Secret::MailedCode, client.address, &target.counted_as)
            .await?;
        let outcome = self.try_code(&target.email, flow, code, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(error, VerificationError::CodeExpired)
            })
            .await
            .map_err(VerifyCodeError::Refused)
    }

    async fn try_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Proof<'_>, VerificationError> {
        let mut uow = self.begin(&email.lock_key()).await?.for_client(client);
        let found = match flow {
            CodeFlow::EmailChange => uow.find_changing(email).await?,
            _ => uow.find_claimant(email).await?,
        };
        // Constant work: the time until the answer does not reveal whether there is an account.
        let is_known = found.is_some();
        let (user, is_verified) = found.unwrap_or_else(|| (UserId(self.env.id()), false));
        self.database
            .advisory_lock(uow.connection(), &user.lock_key())
            .await?;
        let Some(purpose) = uow.take_any(&user, email, flow, code).await? else {
            let event = if is_known {
                Event::new(Action::SignInFailed, &user)
            } else {
                Event::of_nobody(Action::SignInFailed)
            };
            uow.commit(event.with("method", "otp"), client).await?;
            return Err(VerificationError::CodeExpired);
        };
        if uow.is_banned(&user).await? {
            return Err(VerificationError::UserBanned);
        }
        Ok(Proof {
            uow,
            user,
            purpose,
            app: None,
            email: email.clone(),
            is_verified,
        })
    }

    /// Verifies a mailed link. Its token cannot be guessed, so wrong ones are not counted.
    pub(crate) async fn prove_by_link(
        &self,
        link: &Token,
        client: &ClientInfo,
    ) -> Result<Proof<'_>, VerificationError> {
        if !self.policy.takes_passwords() {
            return Err(VerificationError::NoLocalAccounts);
        }
        let mailed = self
            .find_link(link)
            .await?
            .ok_or(VerificationError::CodeExpired)?;
        let mut uow = self
            .begin(&mailed.email.lock_key())
            .await?
            .for_client(client);
        self.database
            .advisory_lock(uow.connection(), &mailed.user.lock_key())
            .await?;
        if !uow.take_link(link).await? {
            return Err(VerificationError::CodeExpired);
        }
        let is_verified = if mailed.purpose.is_change_of_address() {
            true
        } else {
            let claimant = uow.find_claimant(&mailed.email).await?;
            let (user, is_verified) = claimant.ok_or(VerificationError::CodeExpired)?;
            if user != mailed.user {
                // Another user has verified the address meanwhile.
                return Err(VerificationError::CodeExpired);
            }
            is_verified
        };
        if uow.is_banned(&mailed.user).await? {
            return Err(VerificationError::UserBanned);
        }
        Ok(Proof {
            uow,
            user: mailed.user,
            purpose: mailed.purpose,
            app: mailed.app,
            email: mailed.email,
            is_verified,
        })
    }
}

impl Proof<'_> {
    /// Verifies the address, and unlocks an account that is recovered. Returns whether the purpose is complete: a change of address takes two codes.
    pub async fn finish(&mut self) -> Result<bool, VerificationError> {
        if self.purpose.is_change_of_address() {
            let finished = self.uow.finish_email_change(&self.user, self.purpose).await;
            return Ok(finished?);
        }
        if !self.is_verified {
            self.uow
                .prove_first_address(&self.user, &self.email, self.purpose)
                .await?;
        }
        if self.purpose == CodePurpose::Recovery {
            self.uow.unlock(&self.user).await?;
        } else {
            self.uow.forget_wrong_proofs(&self.user).await?;
        }
        Ok(true)
    }
}
