use serde_json::{Map, Value};

use super::{
    Access, Action, Caller, Denied, Email, Error, Grant, Identity, Metadata, Refusal, UserId,
    audit::Event, change::Change, one_time_code::Purpose,
};

/// What somebody asks a mailed code for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFor {
    /// To confirm the address of a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// To sign in and set a new password.
    Recovery,
    /// To change the account's address: mailed to both.
    EmailChange,
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
    /// Mails a code to the address, if it has an account that one is good for. Nobody is told whether it has.
    ///
    /// # Errors
    /// Refused with [`Refusal::MailOff`].
    pub async fn mail_code(
        &self,
        email: &Email,
        code_for: CodeFor,
        caller: &Caller,
    ) -> Result<(), Denied> {
        self.require_mail()?;
        let mut change = self.change(&email.turn()).await?;
        let Some((user, is_verified)) = change.find_claimant(email).await? else {
            return Ok(());
        };
        let purpose = match (code_for, is_verified) {
            (CodeFor::SignUp, false) => Purpose::Confirm,
            (CodeFor::SignIn, _) => Purpose::SignIn,
            (CodeFor::Recovery, _) => Purpose::Recovery,
            (CodeFor::SignUp, true) => return Ok(()),
            (CodeFor::EmailChange, _) => {
                return Ok(self.mail_change_again(change, &user, caller).await?);
            }
        };
        if change.send_code(&user, purpose, email).await? {
            let event = Event::new(action(purpose), &user);
            change.commit(event, caller).await?;
        }
        Ok(())
    }

    /// Mails a code to sign in, to an account that is made if there is none: without a password, and unconfirmed until
    /// the code is brought.
    ///
    /// # Errors
    /// Refused with [`Refusal::MailOff`] or [`MetadataTooLarge`](Refusal::MetadataTooLarge).
    pub async fn mail_code_to_newcomer(
        &self,
        email: &Email,
        data: Map<String, Value>,
        caller: &Caller,
    ) -> Result<(), Denied> {
        self.require_mail()?;
        let metadata = Metadata::default().merge(data)?;
        let mut change = self.change(&email.turn()).await?;
        if change.find_owner(email).await?.is_some() {
            drop(change);
            return self.mail_code(email, CodeFor::SignIn, caller).await;
        }
        let user = change.create_user(email, None, &metadata).await?;
        change.send_code(&user, Purpose::Confirm, email).await?;
        let event = Event::new(Action::SignedUp, &user).with("provider", "email");
        Ok(change.commit(event, caller).await?)
    }

    /// Mails a code to the user who asks, for a change that takes one.
    ///
    /// # Errors
    /// Refused with [`Refusal::EmailNotConfirmed`], [`MailedJustNow`](Refusal::MailedJustNow), or
    /// [`MailOff`](Refusal::MailOff).
    pub async fn mail_reauthentication(
        &self,
        access: &Access,
        caller: &Caller,
    ) -> Result<(), Denied> {
        self.require_mail()?;
        let mut change = self.change(&access.user.turn()).await?;
        let email = change.find_proved_email(&access.user).await?;
        let email = email.ok_or(Refusal::EmailNotConfirmed)?;
        let purpose = Purpose::Reauthenticate;
        if !change.send_code(&access.user, purpose, &email).await? {
            return Err(Refusal::MailedJustNow.into());
        }
        let event = Event::new(action(purpose), &access.user).in_session(&access.session);
        Ok(change.commit(event, caller).await?)
    }

    /// Signs in whoever brings the code that was mailed to this address, and believes the address from then on.
    ///
    /// # Errors
    /// Refused with [`Refusal::CodeExpired`], whether the code is wrong, old, or of nobody; or
    /// [`UserBanned`](Refusal::UserBanned).
    pub async fn verify_code(
        &self,
        email: &Email,
        code_for: CodeFor,
        code: &str,
        caller: &Caller,
    ) -> Result<Verified, Denied> {
        let keys = self.signing_keys().await?;
        let mut change = self.change(&email.turn()).await?;
        let found = match code_for {
            CodeFor::EmailChange => change.find_changing(email).await?,
            _ => change.find_claimant(email).await?,
        };
        let Some((user, is_verified)) = found else {
            return Err(Refusal::CodeExpired.into());
        };
        self.database
            .hold(change.connection(), &user.turn())
            .await?;
        let Some(purpose) = change.take_any(&user, email, code_for, code).await? else {
            let event = Event::new(Action::SignInFailed, &user).with("method", "otp");
            change.commit(event, caller).await?;
            return Err(Refusal::CodeExpired.into());
        };
        change.require_not_banned(&user).await?;
        if code_for == CodeFor::EmailChange {
            if !change.finish_email_change(&user, purpose).await? {
                let event = Event::new(Action::Updated, &user).with("email", "half");
                change.commit(event, caller).await?;
                return Ok(Verified::HalfChanged);
            }
        } else if !is_verified {
            change.prove_first_address(&user, email, purpose).await?;
        }
        let session = change
            .begin_api_session(&user, method(purpose), caller)
            .await?;
        let grant = change.grant(&session, None, &keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("method", method(purpose));
        change.commit(event, caller).await?;
        Ok(Verified::SignedIn(Box::new(grant)))
    }

    async fn mail_change_again(
        &self,
        mut change: Change<'_>,
        user: &UserId,
        caller: &Caller,
    ) -> Result<(), Error> {
        if change.mail_email_change(user).await? {
            let event = Event::new(Action::ConfirmationRequested, user);
            change.commit(event, caller).await?;
        }
        Ok(())
    }
}

fn action(purpose: Purpose) -> Action {
    match purpose {
        Purpose::Recovery => Action::RecoveryRequested,
        Purpose::Reauthenticate => Action::ReauthenticationRequested,
        _ => Action::ConfirmationRequested,
    }
}

/// The name of the proof in a session.
fn method(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Confirm => "email/signup",
        Purpose::Recovery => "recovery",
        Purpose::NewAddress | Purpose::OldAddress => "email_change",
        Purpose::SignIn | Purpose::Reauthenticate | Purpose::Join => "otp",
    }
}
