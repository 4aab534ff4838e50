use std::time::Duration;

use crate::{
    Email, Error, Identity, Token, UserId, env::micros, oidc::Claims, unit_of_work::UnitOfWork,
};

/// The lifetime of a pending link: that of the mailed code.
pub(super) const LIFETIME: Duration = Duration::from_mins(30);

/// The maximum number of attempts to confirm.
const TRIES: i64 = 5;

/// A pending link, which the user has to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingLink {
    /// The address that the provider and the account share.
    pub email: Email,
    /// Whether the account has a password.
    pub has_password: bool,
    /// The identifier of the Timeback user that the account is linked to.
    pub timeback_id: Option<String>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    user_id: String,
    issuer: String,
    subject: String,
    email: String,
    given_name: String,
    family_name: String,
}

impl Identity {
    /// Finds the pending link of this token.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_pending_link(&self, token: &Token) -> Result<Option<PendingLink>, Error> {
        let row: Option<(String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT pending_links.email, users.password_hash, users.external_id FROM pending_links JOIN users ON users.id = pending_links.user_id \
             WHERE pending_links.token_hash = $1 AND pending_links.expire_at > $2 AND pending_links.attempts < $3",
        )
        .bind(token.hash())
        .bind(self.env.now())
        .bind(TRIES)
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.map(|(email, password_hash, timeback_id)| PendingLink {
            email: Email::stored(&email),
            has_password: password_hash.is_some(),
            timeback_id,
        }))
    }

    /// Deletes the pending link: the user says that the account is not theirs.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn drop_pending_link(&self, token: &Token) -> Result<(), Error> {
        sqlx::query("DELETE FROM pending_links WHERE token_hash = $1")
            .bind(token.hash())
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// The account of the pending link, and the provider's claims.
    pub(super) async fn read_pending_link(
        &self,
        token: &Token,
    ) -> Result<Option<(UserId, Claims)>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT user_id, issuer, subject, email, given_name, family_name FROM pending_links \
             WHERE token_hash = $1 AND expire_at > $2 AND attempts < $3",
        )
        .bind(token.hash())
        .bind(self.env.now())
        .bind(TRIES)
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.map(Row::into_parts))
    }
}

impl UnitOfWork<'_> {
    /// Stores a pending link.
    pub async fn keep_pending_link(
        &mut self,
        token: &Token,
        user: &UserId,
        claims: &Claims,
    ) -> Result<(), Error> {
        let now = self.now;
        sqlx::query(
            "INSERT INTO pending_links (token_hash, user_id, issuer, subject, email, given_name, family_name, expire_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token.hash())
        .bind(user.as_str())
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .bind(claims.email.as_str())
        .bind(&claims.given_name)
        .bind(&claims.family_name)
        .bind(now + micros(LIFETIME))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Counts an attempt. Returns whether there was one left.
    pub async fn try_pending_link(&mut self, token: &Token) -> Result<bool, Error> {
        let tried = sqlx::query(
            "UPDATE pending_links SET attempts = attempts + 1 WHERE token_hash = $1 AND attempts < $2",
        )
        .bind(token.hash())
        .bind(TRIES)
        .execute(self.connection())
        .await?;
        Ok(tried.rows_affected() > 0)
    }

    /// Deletes the pending link.
    pub async fn drop_pending_link(&mut self, token: &Token) -> Result<(), Error> {
        sqlx::query("DELETE FROM pending_links WHERE token_hash = $1")
            .bind(token.hash())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Row {
    fn into_parts(self) -> (UserId, Claims) {
        let claims = Claims {
            issuer: self.issuer,
            subject: self.subject,
            email: Email::stored(&self.email),
            email_verified: true,
            given_name: self.given_name,
            family_name: self.family_name,
        };
        (UserId(self.user_id), claims)
    }
}
