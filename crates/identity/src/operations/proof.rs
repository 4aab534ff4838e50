use crate::{
    Action, AppLink, ClientInfo, CodeFlow, Denied, Email, Identity, OneTimeCode, Refusal, Token,
    UserId, audit::Event, limits::Secret, model::code_purpose::CodePurpose,
    unit_of_work::UnitOfWork,
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

impl Identity {
    /// Verifies the code that was mailed to this address. A wrong one is counted and logged at once; text that has not
    /// the form of a mailed code is not an attempt.
    pub(crate) async fn prove_by_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Proof<'_>, Denied> {
        self.require_local_accounts()?;
        if code.of_mail().is_none() {
            return Err(Refusal::CodeExpired.into());
        }
        let attempt = self
            .limits
            .attempt(Secret::MailedCode, client.address, &email.lower())?;
        attempt.record_result(self.try_code(email, flow, code, client).await)
    }

    async fn try_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Proof<'_>, Denied> {
        let mut uow = self.begin(&email.lock_key()).await?;
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
            return Err(Refusal::CodeExpired.into());
        };
        uow.require_not_banned(&user).await?;
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
    pub(crate) async fn prove_by_link(&self, link: &Token) -> Result<Proof<'_>, Denied> {
        self.require_local_accounts()?;
        let mailed = self.find_link(link).await?.ok_or(Refusal::CodeExpired)?;
        let mut uow = self.begin(&mailed.email.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &mailed.user.lock_key())
            .await?;
        if !uow.take_link(link).await? {
            return Err(Refusal::CodeExpired.into());
        }
        let is_verified = if mailed.purpose.is_change_of_address() {
            true
        } else {
            let claimant = uow.find_claimant(&mailed.email).await?;
            let (user, is_verified) = claimant.ok_or(Refusal::CodeExpired)?;
            if user != mailed.user {
                // Another user has verified the address meanwhile.
                return Err(Refusal::CodeExpired.into());
            }
            is_verified
        };
        uow.require_not_banned(&mailed.user).await?;
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
    /// Verifies the address. Returns whether the purpose is complete: a change of address takes two codes.
    pub async fn finish(&mut self) -> Result<bool, Denied> {
        if self.purpose.is_change_of_address() {
            return self.uow.finish_email_change(&self.user, self.purpose).await;
        }
        if !self.is_verified {
            self.uow
                .prove_first_address(&self.user, &self.email, self.purpose)
                .await?;
        }
        Ok(true)
    }
}
