use serde_json::{Map, Value};

use crate::{
    Action, AppLink, AuthContext, ClientInfo, CodeFlow, Email, Error, Grant, Identity, Metadata,
    MetadataTooLarge, OneTimeCode, Token, TooManyAttempts, TooManyMails, VerificationError,
    audit::Event,
    limits::Mailing,
    model::code_purpose::CodePurpose,
    operations::{
        enumeration_safe_mail::{Mailed, Recipient},
        proof::Proof,
        sign_up::signed_up,
    },
    signing_key::KeySet,
};

/// The result of a valid code.
#[derive(Debug)]
pub enum Verified {
    /// The user is signed in.
    SignedIn(Box<Grant>),
    /// The other address still has to confirm the change.
    HalfChanged,
}

/// Why no code was mailed. It does not reveal whether the address has an account.
#[derive(Debug, thiserror::Error)]
pub enum MailCodeError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailCodeError);

/// Why no code to sign in or sign up was mailed. It does not reveal whether the address has an account.
#[derive(Debug, thiserror::Error)]
pub enum MailSignInCodeError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The metadata would be too large or too deep.
    #[error(transparent)]
    MetadataTooLarge(#[from] MetadataTooLarge),
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

fails_with_database!(MailSignInCodeError);

/// Why no code to confirm a sensitive change was mailed.
#[derive(Debug, thiserror::Error)]
pub enum MailReauthenticationError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The user has no address to mail to.
    #[error("the user has no verified address")]
    EmailNotConfirmed,
    /// Such a mail was sent less than a minute ago.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailReauthenticationError);

/// Why a mailed code was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum VerifyCodeError {
    /// The code, or its user, is refused.
    #[error(transparent)]
    Refused(#[from] VerificationError),
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Identity {
    /// Mails a code to the address, if it has an account for this flow. The answer does not reveal whether it has. The
    /// mail's link redirects to `app`, if an app asked for it.
    ///
    /// # Errors
    /// [`MailCodeError`] says when.
    pub async fn mail_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), MailCodeError> {
        if !self.policy.has_mail {
            return Err(MailCodeError::MailOff);
        }
        let kind = match flow {
            CodeFlow::Recovery => Mailing::Recovery,
            _ => Mailing::Code,
        };
        self.limits.mail(kind, &email.lower(), client.address)?;
        Ok(self.mail_allowed_code(email, flow, app, client).await?)
    }

    async fn mail_allowed_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        if !self.policy.takes_passwords() {
            return Ok(());
        }
        let mut uow = self.begin(&email.lock_key()).await?;
        let found = uow.find_claimant(email).await?;
        let mailed = match (flow, &found) {
            (CodeFlow::EmailChange, _) => {
                let user = found.as_ref().map(|(user, _)| user);
                uow.mail_change_alike(user, app, email).await?
            }
            // A proved address waits for no proof.
            (CodeFlow::SignUp, Some((_, true))) | (_, None) => {
                let (nobody, purpose) = (Recipient::Nobody, flow.purpose());
                uow.mail_alike(app, nobody, purpose, email).await?
            }
            (_, Some((user, _))) => {
                let (user, purpose) = (Recipient::User(user), flow.purpose());
                uow.mail_alike(app, user, purpose, email).await?
            }
        };
        let event = match found {
            Some((user, _)) => Event::new(flow.requested(), &user),
            None => Event::of_nobody(flow.requested()),
        };
        let event = event.with("mailed", mailed != Mailed::Nothing);
        uow.commit(event, client).await
    }

    /// Mails a code to sign in, and creates the account if there is none: without a password, and unverified until the
    /// code is used. An address that no new account may have is mailed nothing.
    ///
    /// # Errors
    /// [`MailSignInCodeError`] says when.
    pub async fn mail_code_to_newcomer(
        &self,
        email: &Email,
        data: Map<String, Value>,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), MailSignInCodeError> {
        if !self.policy.takes_passwords() {
            return Err(MailSignInCodeError::NoLocalAccounts);
        }
        if !self.policy.has_mail {
            return Err(MailSignInCodeError::MailOff);
        }
        let metadata = Metadata::default().merge(data)?;
        self.limits
            .mail(Mailing::Code, &email.lower(), client.address)?;
        // An account created by mail counts like one created with a password. So does a mail to an existing account, or
        // the refusal would reveal it.
        self.limits.sign_up(client.address)?;
        let mut uow = self.begin(&email.lock_key()).await?;
        let owner = uow.find_owner(email).await?;
        let claimant = uow.find_claimant(email).await?;
        let (recipient, purpose) = match (&claimant, &owner) {
            (Some((user, _)), _) => (Recipient::User(user), CodePurpose::SignIn),
            (None, None) if email.require_valid().is_ok() => {
                (Recipient::Newcomer(&metadata), CodePurpose::Confirm)
            }
            // Refused aloud, it would tell who has an account from before the rule.
            (None, _) => (Recipient::Nobody, CodePurpose::SignIn),
        };
        let mailed = uow.mail_alike(app, recipient, purpose, email).await?;
        let is_mailed = mailed != Mailed::Nothing;
        let event = match (claimant, owner, mailed) {
            (Some((user, _)), ..) | (None, Some(user), _) => {
                Event::new(Action::ConfirmationRequested, &user).with("mailed", is_mailed)
            }
            (None, None, Mailed::To(user)) => signed_up(&user),
            (None, None, Mailed::Nothing) => Event::of_nobody(Action::ConfirmationRequested),
        };
        Ok(uow.commit(event, client).await?)
    }

    /// Mails the user a code to confirm a sensitive change.
    ///
    /// # Errors
    /// [`MailReauthenticationError`] says when.
    pub async fn mail_reauthentication(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), MailReauthenticationError> {
        if !self.policy.has_mail {
            return Err(MailReauthenticationError::MailOff);
        }
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let email = uow.find_proved_email(&auth.user).await?;
        let email = email.ok_or(MailReauthenticationError::EmailNotConfirmed)?;
        let purpose = CodePurpose::Reauthenticate;
        if !uow.send_code(&auth.user, purpose, &email).await? {
            return Err(MailReauthenticationError::MailedJustNow);
        }
        let event = Event::new(action(purpose), &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Signs a user in by the code that was mailed to this address, which is verified from then on.
    ///
    /// # Errors
    /// [`VerifyCodeError`] says when.
    pub async fn verify_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Verified, VerifyCodeError> {
        let keys = self.signing_keys().await?;
        let proof = self.prove_by_code(email, flow, code, client).await?;
        Ok(self.sign_in_with_proof(proof, &keys, client).await?)
    }

    /// Signs a user in by the token of a mailed link of this flow, whose address is verified from then on. A link of
    /// another flow is not used up.
    ///
    /// # Errors
    /// [`VerificationError`] says when.
    pub async fn verify_link(
        &self,
        link: &Token,
        flow: CodeFlow,
        client: &ClientInfo,
    ) -> Result<Verified, VerificationError> {
        if !self.policy.takes_passwords() {
            return Err(VerificationError::NoLocalAccounts);
        }
        let keys = self.signing_keys().await?;
        let mailed = self
            .find_link(link)
            .await?
            .ok_or(VerificationError::CodeExpired)?;
        // As a code to sign in may be that of a sign-up.
        let is_meant =
            mailed.flow == flow || (flow == CodeFlow::SignIn && mailed.flow == CodeFlow::SignUp);
        if !is_meant {
            return Err(VerificationError::CodeExpired);
        }
        let proof = self.prove_by_link(link).await?;
        self.sign_in_with_proof(proof, &keys, client).await
    }

    async fn sign_in_with_proof(
        &self,
        mut proof: Proof<'_>,
        keys: &KeySet,
        client: &ClientInfo,
    ) -> Result<Verified, VerificationError> {
        let is_whole = proof.finish().await?;
        let (mut uow, user) = (proof.uow, proof.user);
        if !is_whole {
            let event = Event::new(Action::Updated, &user).with("email", "half");
            uow.commit(event, client).await?;
            return Ok(Verified::HalfChanged);
        }
        let method = proof.purpose.method();
        let session = uow.begin_api_session(&user, method, client).await?;
        let grant = uow.grant(&session, None, keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("method", method.as_str());
        uow.commit(event, client).await?;
        Ok(Verified::SignedIn(Box::new(grant)))
    }
}

fn action(purpose: CodePurpose) -> Action {
    match purpose {
        CodePurpose::Recovery => Action::RecoveryRequested,
        CodePurpose::Reauthenticate => Action::ReauthenticationRequested,
        _ => Action::ConfirmationRequested,
    }
}
