use super::Password;
use crate::{
    Denied, Email, Error, Identity, Refusal, UserId, Weakness, mail::SecurityEvent,
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Refuses an easily guessed password, of a user who has, or will have, these addresses.
    pub(crate) async fn require_unguessable(
        &self,
        password: &Password,
        user: Option<&UserId>,
        email: Option<&Email>,
    ) -> Result<(), Denied> {
        let mut addresses: Vec<String> = email.map(Email::lower).into_iter().collect();
        if let Some(user) = user {
            addresses.extend(self.find_addresses(user).await?);
        }
        if self.hasher.is_guessable(password, addresses).await? {
            return Err(Refusal::WeakPassword(Weakness::Guessable).into());
        }
        Ok(())
    }

    /// The hash of the user's password, if there is one.
    pub(crate) async fn find_password_hash(&self, user: &UserId) -> Result<Option<String>, Error> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT password_hash FROM users WHERE id = $1")
                .bind(user.as_str())
                .fetch_optional(self.database.pool())
                .await?;
        Ok(row.and_then(|(hash,)| hash))
    }

    /// All addresses of the user.
    async fn find_addresses(&self, user: &UserId) -> Result<Vec<String>, Error> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT address_lower FROM email_addresses WHERE user_id = $1 UNION SELECT LOWER(email) FROM identities WHERE user_id = $1",
        )
        .bind(user.as_str())
        .fetch_all(self.database.pool())
        .await?;
        Ok(rows.into_iter().map(|(address,)| address).collect())
    }
}

impl UnitOfWork<'_> {
    /// Sets the user's password, and notifies them.
    pub async fn set_password(&mut self, user: &UserId, hash: &str) -> Result<(), Error> {
        let now = self.now;
        sqlx::query("UPDATE users SET password_hash = $1, password_changed_at = $2 WHERE id = $3")
            .bind(hash)
            .bind(now)
            .bind(user.as_str())
            .execute(self.connection())
            .await?;
        self.notify_user(user, SecurityEvent::PasswordChanged).await
    }
}
