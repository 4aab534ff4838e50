use serde_json::{Map, Value};

use super::{
    Action, AppLink, AuthContext, ClientInfo, Denied, Email, Error, Grant, Identity, Metadata,
    OneTimeCode, Refusal, Token,
    audit::Event,
    equal_work::{Mailed, Recipient},
    limits::Mailing,
    one_time_code::CodePurpose,
    proof::Proof,
    sign_up::signed_up,
    signing_key::KeySet,
};

/// What somebody asks a mailed code for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFlow {
    /// To confirm the address of a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// To sign in and set a new password.
    Recovery,
    /// To change the account's address: mailed to both.
    EmailChange,
}

impl CodeFlow {
    /// What is mailed for it to who has an account; of a change of address, there are two.
    fn purpose(self) -> CodePurpose {
        match self {
            Self::SignUp => CodePurpose::Confirm,
            Self::SignIn => CodePurpose::SignIn,
            Self::Recovery => CodePurpose::Recovery,
            Self::EmailChange => CodePurpose::NewAddress,
        }
    }

    /// What the log says when one is asked for.
    fn asked(self) -> Action {
        match self {
            Self::Recovery => Action::RecoveryRequested,
            _ => Action::ConfirmationRequested,
        }
    }
}

/// What came of a code that was right.
#[derive(Debug)]
pub enum Verified {
    /// Its user is signed in.
    SignedIn(Box<Grant>),
    /// The other address must agree, too.
    HalfChanged,
}

impl Identity {
    /// Mails a code to the address, if it has an account that one is good for. Nobody is told whether it has. The mail's
    /// link leads back to the app that asks, if one does.
    ///
    /// # Errors
    /// Refused with [`Refusal::MailOff`] or [`TooManyMails`](Refusal::TooManyMails).
    pub async fn mail_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_mail()?;
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
        if self.require_local_accounts().is_err() {
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
            Some((user, _)) => Event::new(flow.asked(), &user),
            None => Event::of_nobody(flow.asked()),
        };
        let event = event.with("mailed", mailed != Mailed::Nothing);
        uow.commit(event, client).await
    }

    /// Mails a code to sign in, to an account that is made if there is none: without a password, and unconfirmed until
    /// the code is brought.
    ///
    /// # Errors
    /// Refused with [`Refusal::MetadataTooLarge`], [`TooManyMails`](Refusal::TooManyMails) or
    /// [`TooManyAttempts`](Refusal::TooManyAttempts); where no mail is sent, with [`MailOff`](Refusal::MailOff), and where
    /// there are no such accounts, with [`NoLocalAccounts`](Refusal::NoLocalAccounts).
    pub async fn mail_code_to_newcomer(
        &self,
        email: &Email,
        data: Map<String, Value>,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_local_accounts()?;
        self.require_mail()?;
        let metadata = Metadata::default().merge(data)?;
        self.limits
            .mail(Mailing::Code, &email.lower(), client.address)?;
        // Whoever makes accounts by mail is held to what those are who make them with a password. It counts for who has
        // one as well, or the refusal would tell them apart.
        self.limits.sign_up(client.address)?;
        let mut uow = self.begin(&email.lock_key()).await?;
        let owner = uow.find_owner(email).await?;
        let claimant = uow.find_claimant(email).await?;
        let (recipient, purpose) = match (&claimant, &owner) {
            (Some((user, _)), _) => (Recipient::User(user), CodePurpose::SignIn),
            (None, Some(_)) => (Recipient::Nobody, CodePurpose::SignIn),
            (None, None) => (Recipient::Newcomer(&metadata), CodePurpose::Confirm),
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

    /// Mails a code to the user who asks, for a change that takes one.
    ///
    /// # Errors
    /// Refused with [`Refusal::EmailNotConfirmed`], [`MailedJustNow`](Refusal::MailedJustNow), or
    /// [`MailOff`](Refusal::MailOff).
    pub async fn mail_reauthentication(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_mail()?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let email = uow.find_proved_email(&auth.user).await?;
        let email = email.ok_or(Refusal::EmailNotConfirmed)?;
        let purpose = CodePurpose::Reauthenticate;
        if !uow.send_code(&auth.user, purpose, &email).await? {
            return Err(Refusal::MailedJustNow.into());
        }
        let event = Event::new(action(purpose), &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Signs in whoever brings the code that was mailed to this address, and believes the address from then on.
    ///
    /// # Errors
    /// Refused with [`Refusal::CodeExpired`], whether the code is wrong, old, or of nobody;
    /// [`UserBanned`](Refusal::UserBanned); or [`TooManyAttempts`](Refusal::TooManyAttempts).
    pub async fn verify_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Verified, Denied> {
        let keys = self.signing_keys().await?;
        let proof = self.prove_by_code(email, flow, code, client).await?;
        self.sign_in_with_proof(proof, &keys, client).await
    }

    /// Signs in whoever brings the token of a mailed link that is for this, and believes the address it was mailed to. A
    /// link that is for something else stays good.
    ///
    /// # Errors
    /// Refused with [`Refusal::CodeExpired`], whether the link is old, used, for something else, or none; or
    /// [`UserBanned`](Refusal::UserBanned).
    pub async fn verify_link(
        &self,
        link: &Token,
        flow: CodeFlow,
        client: &ClientInfo,
    ) -> Result<Verified, Denied> {
        self.require_local_accounts()?;
        let keys = self.signing_keys().await?;
        let mailed = self.find_link(link).await?.ok_or(Refusal::CodeExpired)?;
        // As a code to sign in may be that of a sign-up.
        let is_meant =
            mailed.flow == flow || (flow == CodeFlow::SignIn && mailed.flow == CodeFlow::SignUp);
        if !is_meant {
            return Err(Refusal::CodeExpired.into());
        }
        let proof = self.prove_by_link(link).await?;
        self.sign_in_with_proof(proof, &keys, client).await
    }

    async fn sign_in_with_proof(
        &self,
        mut proof: Proof<'_>,
        keys: &KeySet,
        client: &ClientInfo,
    ) -> Result<Verified, Denied> {
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
            .with("method", method);
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
