use crate::{
    AppLink, CodeFlow, Denied, Email, Error, OneTimeCode, Refusal, UserId,
    mail::SecurityEvent,
    operations::{
        equal_work::{Mailed, Recipient},
        issue_code::CodePurpose,
    },
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// The user whose primary address this is, and whether it is verified.
    pub async fn find_claimant(&mut self, email: &Email) -> Result<Option<(UserId, bool)>, Error> {
        let row: Option<(String, Option<i64>)> = sqlx::query_as(
            "SELECT users.id, email_addresses.verified_at FROM email_addresses \
             JOIN users ON users.primary_email_id = email_addresses.id \
             WHERE email_addresses.address_lower = $1 AND users.deleted_at IS NULL \
             ORDER BY email_addresses.verified_at IS NULL, email_addresses.created_at LIMIT 1",
        )
        .bind(email.lower())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(id, verified_at)| (UserId(id), verified_at.is_some())))
    }

    /// The user whose change of address was mailed to this address, the old or the new one.
    pub async fn find_changing(&mut self, email: &Email) -> Result<Option<(UserId, bool)>, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT users.id FROM one_time_codes JOIN users ON users.id = one_time_codes.user_id \
             WHERE one_time_codes.target = $1 AND one_time_codes.purpose IN ('new_address', 'old_address') \
             AND users.new_email IS NOT NULL AND users.deleted_at IS NULL ORDER BY one_time_codes.sent_at DESC LIMIT 1",
        )
        .bind(email.lower())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(id,)| (UserId(id), true)))
    }

    /// The user's primary address, if it is verified.
    pub async fn find_proved_email(&mut self, user: &UserId) -> Result<Option<Email>, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT email_addresses.address FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
             WHERE users.id = $1 AND email_addresses.verified_at IS NOT NULL",
        )
        .bind(&user.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(address,)| Email::stored(&address)))
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
            sqlx::query(
                "UPDATE users SET password_hash = NULL, unsafe_metadata = '{}' WHERE id = $1",
            )
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        }
        self.verify_email(user, email).await
    }

    /// Replaces the address once both addresses have confirmed the change. Returns whether they have.
    pub async fn finish_email_change(
        &mut self,
        user: &UserId,
        proved: CodePurpose,
    ) -> Result<bool, Denied> {
        let other = match proved {
            CodePurpose::NewAddress => CodePurpose::OldAddress,
            _ => CodePurpose::NewAddress,
        };
        let has_old = self.find_proved_email(user).await?.is_some();
        if has_old && !self.has_used_code(user, other).await? {
            return Ok(false);
        }
        let new = self.find_new_email(user).await?;
        let new = new.ok_or(Refusal::CodeExpired)?;
        self.drop_codes(user).await?;
        // Another user may have verified it meanwhile.
        match self.replace_email(user, &new).await {
            Err(Error::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => {
                Err(Refusal::EmailExists.into())
            }
            outcome => Ok(outcome.map(|()| true)?),
        }
    }

    /// Changes the user's address: at once where addresses need no verification, else once it is verified.
    pub async fn set_email(
        &mut self,
        user: &UserId,
        email: &Email,
        app: Option<&AppLink>,
    ) -> Result<(), Denied> {
        match self.find_owner(email).await? {
            Some(owner) if owner == *user => return Ok(()),
            Some(_) => return Err(Refusal::EmailExists.into()),
            None => email.require_valid()?,
        }
        if !self.identity.policy.autoconfirm {
            sqlx::query("UPDATE users SET new_email = $1 WHERE id = $2")
                .bind(email.as_str())
                .bind(&user.0)
                .execute(self.connection())
                .await?;
            self.mail_email_change(user, app).await?;
            return Ok(());
        }
        Ok(self.replace_email(user, email).await?)
    }

    /// Replaces the user's primary address by a verified one, and notifies the old one.
    pub async fn replace_email(&mut self, user: &UserId, email: &Email) -> Result<(), Error> {
        let old = self.find_proved_email(user).await?;
        if let Some(old) = old.filter(|old| old.lower() != email.lower()) {
            self.notify_address(&old, SecurityEvent::AddressChanged)
                .await?;
        }
        let (id, now) = (self.identity.env.id(), self.now);
        sqlx::query("DELETE FROM email_addresses WHERE id = (SELECT primary_email_id FROM users WHERE id = $1)")
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        sqlx::query("INSERT INTO email_addresses (id, user_id, address, address_lower, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(&user.0)
            .bind(email.as_str())
            .bind(email.lower())
            .bind(now)
            .execute(self.connection())
            .await?;
        sqlx::query("UPDATE users SET primary_email_id = $1, new_email = NULL WHERE id = $2")
            .bind(&id)
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        sqlx::query("UPDATE identities SET email = $1, updated_at = $2 WHERE user_id = $3 AND provider = 'email'")
            .bind(email.as_str())
            .bind(now)
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        self.verify_email(user, email).await
    }

    /// Refuses a user who is banned.
    pub async fn require_not_banned(&mut self, user: &UserId) -> Result<(), Denied> {
        let now = self.now;
        let banned: Option<(String,)> =
            sqlx::query_as("SELECT id FROM users WHERE id = $1 AND banned_until > $2")
                .bind(&user.0)
                .bind(now)
                .fetch_optional(self.connection())
                .await?;
        match banned {
            Some(_) => Err(Refusal::UserBanned.into()),
            None => Ok(()),
        }
    }

    async fn find_new_email(&mut self, user: &UserId) -> Result<Option<Email>, Error> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT new_email FROM users WHERE id = $1")
                .bind(&user.0)
                .fetch_optional(self.connection())
                .await?;
        let address = row.and_then(|(address,)| address);
        Ok(address.map(|address| Email::stored(&address)))
    }
}
