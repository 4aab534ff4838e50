//! `users` and `email_addresses`: what only administrators see of a user.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::statements;
use crate::{
    Account, AdministeredUser, Email, EmailAddress, Error, InvalidUsername, Metadata, UserId,
    Username, env::instant,
};

statements! {
    FIND = "SELECT first_name, last_name, username, locale, private_metadata, password_changed_at, failed_attempts, locked_until, \
        CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password, \
        (SELECT COUNT(*) FROM backup_codes WHERE user_id = users.id AND used_at IS NULL) AS backup_codes, \
        COALESCE((SELECT MAX(sessions.last_active_at) FROM sessions WHERE sessions.user_id = users.id), last_sign_in_at) AS last_active_at \
        FROM users WHERE id = $1 AND deleted_at IS NULL";
    LIST_ADDRESSES = "SELECT email_addresses.id, email_addresses.address, email_addresses.verified_at, \
        CAST(CASE WHEN users.primary_email_id = email_addresses.id THEN 1 ELSE 0 END AS BIGINT) AS is_primary \
        FROM email_addresses JOIN users ON users.id = email_addresses.user_id WHERE users.id = $1 \
        ORDER BY email_addresses.created_at, email_addresses.id";
}

/// What only administrators see of a user.
#[derive(FromRow)]
pub struct Details {
    first_name: String,
    last_name: String,
    username: Option<String>,
    locale: Option<String>,
    private_metadata: String,
    password_changed_at: Option<i64>,
    has_password: i64,
    backup_codes: i64,
    failed_attempts: i64,
    locked_until: Option<i64>,
    last_active_at: Option<i64>,
}

impl FromRow<'_, AnyRow> for EmailAddress {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let address: String = row.try_get("address")?;
        let verified_at: Option<i64> = row.try_get("verified_at")?;
        Ok(Self {
            id: row.try_get("id")?,
            email: Email::stored(&address),
            verified_at: verified_at.map(instant),
            is_primary: row.try_get::<i64, _>("is_primary")? > 0,
        })
    }
}

impl Details {
    /// The user with these details, this account, and these addresses of their own.
    pub fn into_user(
        self,
        account: Account,
        own_addresses: Vec<EmailAddress>,
    ) -> Result<AdministeredUser, Error> {
        let username = self.username.map(|name| Username::parse(&name)).transpose();
        let vouched_for = EmailAddress::vouched_for(&account.identities, &own_addresses);
        let has_password = self.has_password > 0;
        // Without a recorded change, the password is as old as the account.
        let changed_at = self.password_changed_at.map_or(account.created_at, instant);
        Ok(AdministeredUser {
            first_name: self.first_name,
            last_name: self.last_name,
            username: username.map_err(|InvalidUsername| Error::Unreadable("a username"))?,
            locale: self.locale,
            email_addresses: own_addresses.into_iter().chain(vouched_for).collect(),
            has_password,
            password_changed_at: has_password.then_some(changed_at),
            backup_codes: usize::try_from(self.backup_codes).unwrap_or_default(),
            failed_attempts: u32::try_from(self.failed_attempts).unwrap_or(u32::MAX),
            locked_until: self.locked_until.map(instant),
            private_metadata: Metadata::from_text(&self.private_metadata)?,
            last_active_at: self.last_active_at.map(instant),
            account,
        })
    }
}

/// What only administrators see of this user, unless they were deleted.
pub async fn find(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Details>, sqlx::Error> {
    sqlx::query_as(FIND)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await
}

/// The user's own addresses, the oldest first.
pub async fn list_addresses(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<EmailAddress>, sqlx::Error> {
    sqlx::query_as(LIST_ADDRESSES)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}
