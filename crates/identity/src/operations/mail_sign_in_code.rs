use serde_json::{Map, Value};

use crate::{
    Action, AppLink, ClientInfo, Email, Error, Identity, Metadata, MetadataTooLarge,
    TooManyAttempts, TooManyMails,
    audit::Event,
    limits::Mailing,
    model::code_purpose::CodePurpose,
    operations::{
        enumeration_safe_mail::{Mailed, Recipient},
        sign_up::signed_up,
    },
};

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

impl Identity {
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
            .mail(Mailing::Code, &email.lower(), client.address)
            .await?;
        // An account created by mail counts like one created with a password. So does a mail to an existing account, or
        // the refusal would reveal it.
        self.limits.sign_up(client.address).await?;
        let mut uow = self.begin(&email.lock_key()).await?.for_client(client);
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
}
