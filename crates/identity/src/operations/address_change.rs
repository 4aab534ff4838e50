use crate::{
    AppLink, CodeFlow, Email, Error, InvalidEmail, Metadata, OneTimeCode, UserId,
    mail::SecurityEvent,
    model::code_purpose::CodePurpose,
    operations::enumeration_safe_mail::{Mailed, Recipient},
    store::{email_addresses, email_changes, passwords, users},
    unit_of_work::UnitOfWork,
};

/// Why an account may not have an address.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// The address is another account's.
    #[error("another account has the address")]
    Exists,
    /// No mail server accepts such an address.
    #[error("the address is not valid")]
    Invalid,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AddressError);

impl From<InvalidEmail> for AddressError {
    fn from(_: InvalidEmail) -> Self {
        Self::Invalid
    }
}

/// Why a change of address was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum AddressChangeError {
    /// The code or link is wrong, expired, used or unknown: the answer does not reveal which.
    #[error("the code is wrong or has expired")]
    CodeExpired,
    /// Another account has verified the address meanwhile.
    #[error("another account has the address")]
    EmailExists,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AddressChangeError);

impl UnitOfWork<'_> {
    /// The user who signs in with this address, and whether it is verified: an unverified one is their primary address.
    pub async fn find_claimant(&mut self, email: &Email) -> Result<Option<(UserId, bool)>, Error> {
        let claimant = email_addresses::find_claimant(self.connection(), email).await?;
        Ok(claimant.map(|it| (it.user, it.verified_at.is_some())))
    }

    /// The user whose change of address was mailed to this address, the old or the new one.
    pub async fn find_changing(&mut self, email: &Email) -> Result<Option<(UserId, bool)>, Error> {
        let user = email_changes::find_user(self.connection(), email).await?;
        Ok(user.map(|user| (user, true)))
    }

    /// The user's primary address, if it is verified.
    pub async fn find_proved_email(&mut self, user: &UserId) -> Result<Option<Email>, Error> {
        Ok(email_addresses::find_verified(self.connection(), user).await?)
    }

    /// Mails a code to the new address, and one to the current one. Returns whether there was a change to mail about.
    pub async fn mail_email_change(
        &mut self,
        user: &UserId,
        app: Option<&AppLink>,
    ) -> Result<bool, Error> {
        let Some(new) = self.find_new_email(user).await? else {
            return Ok(false);
        };
        let mut sent = self
            .send_code_for(app, user, CodePurpose::NewAddress, &new)
            .await?;
        if let Some(old) = self.find_proved_email(user).await? {
            sent |= self
                .send_code_for(app, user, CodePurpose::OldAddress, &old)
                .await?;
        }
        Ok(sent)
    }

    /// Mails both codes of this user's change of address, or does the same work when there is none.
    pub async fn mail_change_alike(
        &mut self,
        user: Option<&UserId>,
        app: Option<&AppLink>,
        asked: &Email,
    ) -> Result<Mailed, Error> {
        let nobody = UserId(self.identity.env.id());
        let known = user.unwrap_or(&nobody);
        let new = self.find_new_email(known).await?;
        let old = self.find_proved_email(known).await?;
        let old = old.filter(|_| new.is_some());
        let mut mailed = Mailed::Nothing;
        for (purpose, target) in [
            (CodePurpose::NewAddress, new),
            (CodePurpose::OldAddress, old),
        ] {
            let recipient = match target {
                Some(_) => Recipient::User(known),
                None => Recipient::Nobody,
            };
            let target = target.as_ref().unwrap_or(asked);
            let sent = self.mail_alike(app, recipient, purpose, target).await?;
            if sent != Mailed::Nothing {
                mailed = sent;
            }
        }
        Ok(mailed)
    }

    /// Takes the code, and returns which of the purposes of `flow` it was for.
    pub async fn take_any(
        &mut self,
        user: &UserId,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
    ) -> Result<Option<CodePurpose>, Error> {
        for purpose in flow.purposes() {
            if self.take_code(user, *purpose, email, code).await? {
                return Ok(Some(*purpose));
            }
        }
        Ok(None)
    }

    /// Verifies the address that the user signed up with. A password set before counts only when the address is
    /// verified by the mail of that sign-up: whoever chose it need not own the address.
    pub async fn prove_first_address(
        &mut self,
        user: &UserId,
        email: &Email,
        purpose: CodePurpose,
    ) -> Result<(), Error> {
        if !matches!(purpose, CodePurpose::Confirm | CodePurpose::Invite) {
            passwords::reset(self.connection(), user, &Metadata::default()).await?;
        }
        self.verify_email(user, email).await
    }

    /// Replaces the address once both addresses have confirmed the change. Returns whether they have.
    pub async fn finish_email_change(
        &mut self,
        user: &UserId,
        proved: CodePurpose,
    ) -> Result<bool, AddressChangeError> {
        let other = match proved {
            CodePurpose::NewAddress => CodePurpose::OldAddress,
            _ => CodePurpose::NewAddress,
        };
        let has_old = self.find_proved_email(user).await?.is_some();
        if has_old && !self.has_used_code(user, other).await? {
            return Ok(false);
        }
        let new = self.find_new_email(user).await?;
        let new = new.ok_or(AddressChangeError::CodeExpired)?;
        self.drop_codes(user).await?;
        // Another user may have verified it meanwhile.
        match self.replace_email(user, &new).await {
            Err(error) if error.is_unique_violation() => Err(AddressChangeError::EmailExists),
            outcome => Ok(outcome.map(|()| true)?),
        }
    }

    /// Changes the user's address: at once where addresses need no verification, else once it is verified.
    pub async fn set_email(
        &mut self,
        user: &UserId,
        email: &Email,
        app: Option<&AppLink>,
    ) -> Result<(), AddressError> {
        match self.find_owner(email).await? {
            Some(owner) if owner != *user => return Err(AddressError::Exists),
            Some(_) if self.is_primary_address(user, email).await? => return Ok(()),
            // Another of the user's addresses replaces the primary one.
            Some(_) => {}
            None => email.require_valid()?,
        }
        if !self.identity.policy.autoconfirm {
            email_changes::set(self.connection(), user, Some(email)).await?;
            self.mail_email_change(user, app).await?;
            return Ok(());
        }
        Ok(self.replace_email(user, email).await?)
    }

    /// Replaces the user's primary address by a verified one, and notifies the old one.
    pub async fn replace_email(&mut self, user: &UserId, email: &Email) -> Result<(), Error> {
        let old = self.find_proved_email(user).await?;
        if let Some(old) = old.filter(|old| old.lower() != email.lower()) {
            self.notify_address(user, &old, SecurityEvent::AddressChanged)
                .await?;
            self.address_changed(user).await?;
        }
        email_addresses::delete_primary(self.connection(), user).await?;
        let id = self.find_or_add_address(user, email).await?;
        self.set_primary_address(user, &id, email).await?;
        self.verify_email(user, email).await
    }

    /// Whether the user is banned.
    pub async fn is_banned(&mut self, user: &UserId) -> Result<bool, Error> {
        let now = self.now;
        Ok(users::is_banned(self.connection(), user, now).await?)
    }

    async fn find_new_email(&mut self, user: &UserId) -> Result<Option<Email>, Error> {
        Ok(email_changes::find(self.connection(), user).await?)
    }
}
