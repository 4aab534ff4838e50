use std::time::Duration;

use serde_json::{Map, Value};

use super::{
    Access, Account, Action, Caller, Denied, Email, EndReason, Error, Identity, Metadata, Password,
    Refusal, UserId, account,
    audit::Event,
    change::Change,
    surroundings::{instant, micros},
};

/// How long after a sign-in a user may set a new password without the old one: whoever finds a session left open may
/// not take the account over.
const RECENT: Duration = Duration::from_mins(10);

/// What a user wants changed of themselves.
#[derive(Debug, Default)]
pub struct Update {
    /// Merged into the metadata that the user writes.
    pub data: Option<Map<String, Value>>,
    /// The new address.
    pub email: Option<Email>,
    /// The new password.
    pub password: Option<Password>,
    /// The password that counts until now.
    pub current_password: Option<Password>,
}

impl Identity {
    /// Changes what the user may change: all of it, or nothing. A new password ends the user's other sessions.
    ///
    /// # Errors
    /// Refused with [`Refusal::EmailExists`], [`SamePassword`](Refusal::SamePassword),
    /// [`CurrentPasswordInvalid`](Refusal::CurrentPasswordInvalid),
    /// [`ReauthenticationNeeded`](Refusal::ReauthenticationNeeded) or [`MetadataTooLarge`](Refusal::MetadataTooLarge).
    pub async fn update(
        &self,
        access: &Access,
        update: Update,
        caller: &Caller,
    ) -> Result<Account, Denied> {
        let new_hash = match &update.password {
            Some(password) => Some(self.check_new_password(access, password, &update).await?),
            None => None,
        };
        // An address has its turn before its user has.
        let turn = update
            .email
            .as_ref()
            .map_or_else(|| access.user.turn(), Email::turn);
        let mut change = self.change(&turn).await?;
        if update.email.is_some() {
            let turn = access.user.turn();
            self.database.hold(change.connection(), &turn).await?;
        }
        let mut event = Event::new(Action::Updated, &access.user).in_session(&access.session);
        if let Some(data) = update.data {
            change.merge_metadata(&access.user, data).await?;
        }
        if let Some(email) = &update.email {
            change.set_email(&access.user, email).await?;
            event = event.with("email", true);
        }
        if let Some(hash) = new_hash {
            change.set_password(&access.user, &hash).await?;
            let (user, spared) = (&access.user, Some(&access.session));
            change
                .end_sessions(user, spared, EndReason::PasswordChanged)
                .await?;
            event.action = Action::PasswordChanged;
        }
        change.touch(&access.user).await?;
        let account = account::read(change.connection(), &access.user).await?;
        change.commit(event, caller).await?;
        account.ok_or_else(|| Refusal::UserNotFound.into())
    }

    /// The hash of a password that this user may set now.
    async fn check_new_password(
        &self,
        access: &Access,
        password: &Password,
        update: &Update,
    ) -> Result<String, Denied> {
        let hash = self.find_password_hash(&access.user).await?;
        let is_recent = access.amr.iter().any(|method| {
            let age = instant(self.surroundings.now()).as_second() - method.timestamp;
            micros(RECENT) / 1_000_000 >= age
        });
        match &update.current_password {
            Some(current) if !self.hasher.verify(current, hash.clone()).await? => {
                return Err(Refusal::CurrentPasswordInvalid.into());
            }
            None if !is_recent => return Err(Refusal::ReauthenticationNeeded.into()),
            _ => {}
        }
        if self.hasher.verify(password, hash).await? {
            return Err(Refusal::SamePassword.into());
        }
        self.hasher.hash(password).await
    }

    async fn find_password_hash(&self, user: &UserId) -> Result<Option<String>, Error> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT password_hash FROM users WHERE id = $1")
                .bind(&user.0)
                .fetch_optional(self.database.pool())
                .await?;
        Ok(row.and_then(|(hash,)| hash))
    }
}

impl Change<'_> {
    async fn merge_metadata(
        &mut self,
        user: &UserId,
        data: Map<String, Value>,
    ) -> Result<(), Denied> {
        let (text,): (String,) = sqlx::query_as("SELECT unsafe_metadata FROM users WHERE id = $1")
            .bind(&user.0)
            .fetch_one(self.connection())
            .await?;
        let merged = Metadata::from_text(&text)?.merge(data)?;
        sqlx::query("UPDATE users SET unsafe_metadata = $1 WHERE id = $2")
            .bind(merged.to_text())
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The user wants this address: it is theirs at once where addresses are believed, else it waits for its proof.
    async fn set_email(&mut self, user: &UserId, email: &Email) -> Result<(), Denied> {
        match self.find_owner(email).await? {
            Some(owner) if owner == *user => return Ok(()),
            Some(_) => return Err(Refusal::EmailExists.into()),
            None => {}
        }
        if !self.identity.rules.autoconfirm {
            sqlx::query("UPDATE users SET new_email = $1 WHERE id = $2")
                .bind(email.as_str())
                .bind(&user.0)
                .execute(self.connection())
                .await?;
            return Ok(());
        }
        Ok(self.replace_email(user, email).await?)
    }

    /// Puts a proved address in the place of the user's primary one.
    async fn replace_email(&mut self, user: &UserId, email: &Email) -> Result<(), Error> {
        let (id, now) = (self.identity.surroundings.id(), self.now);
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

    async fn set_password(&mut self, user: &UserId, hash: &str) -> Result<(), Error> {
        let now = self.now;
        sqlx::query("UPDATE users SET password_hash = $1, password_changed_at = $2 WHERE id = $3")
            .bind(hash)
            .bind(now)
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn touch(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        sqlx::query("UPDATE users SET updated_at = $1 WHERE id = $2")
            .bind(now)
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
