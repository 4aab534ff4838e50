//! `users`: what only administrators see of a user.

use database::Connection;
use sqlx::FromRow;

use super::{
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{
    Account, AdministeredUser, EmailAddress, Error, ExternalAccount, InvalidUsername, Metadata,
    PictureId, UserId, Username, env::instant,
};

statements! {
    FIND_EACH = "SELECT id AS user_id, first_name, last_name, username, locale, picture_id, private_metadata, password_changed_at, failed_attempts, locked_until, \
        CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password, \
        (SELECT COUNT(*) FROM backup_codes WHERE user_id = users.id AND used_at IS NULL) AS backup_codes, \
        COALESCE((SELECT MAX(sessions.last_active_at) FROM sessions WHERE sessions.user_id = users.id), last_sign_in_at) AS last_active_at \
        FROM users WHERE id IN ($1) AND deleted_at IS NULL";
}

/// What only administrators see of a user.
#[derive(FromRow)]
pub struct Details {
    first_name: String,
    last_name: String,
    username: Option<String>,
    locale: Option<String>,
    picture_id: Option<String>,
    private_metadata: String,
    password_changed_at: Option<i64>,
    has_password: i64,
    backup_codes: i64,
    failed_attempts: i64,
    locked_until: Option<i64>,
    last_active_at: Option<i64>,
}

impl Details {
    /// The user with these details, this account, these addresses of their own, and these external accounts.
    pub fn into_user(
        self,
        account: Account,
        own_addresses: Vec<EmailAddress>,
        external_accounts: Vec<ExternalAccount>,
    ) -> Result<AdministeredUser, Error> {
        let username = self.username.map(|name| Username::parse(&name)).transpose();
        let has_password = self.has_password > 0;
        // Without a recorded change, the password is as old as the account.
        let changed_at = self.password_changed_at.map_or(account.created_at, instant);
        Ok(AdministeredUser {
            first_name: self.first_name,
            last_name: self.last_name,
            username: username.map_err(|InvalidUsername| Error::Unreadable("a username"))?,
            locale: self.locale,
            picture: self.picture_id.map(PictureId),
            email_addresses: EmailAddress::all(own_addresses, &account.identities),
            external_accounts,
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

/// What only administrators see of each of these users, but of those who were deleted.
pub async fn find_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<Details>, sqlx::Error> {
    rows_by_user::list(connection, FIND_EACH, users).await
}
