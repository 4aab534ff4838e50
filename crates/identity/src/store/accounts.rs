//! `users` as accounts: what is shown of a user, to administrators and to themselves.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    like::containing,
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{
    Account, Email, Error, Factor, LinkedIdentity, Metadata, PictureId, UserId, UserPhone,
    env::instant,
    model::{
        page::{Order, Page},
        role::Role,
    },
};

macro_rules! matching {
    () => {
        "id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1 ESCAPE '\\' OR LOWER(address) LIKE $1 ESCAPE '\\')"
    };
}

statements! {
    FIND_EACH = "SELECT users.id AS user_id, users.external_id, users.role, email_addresses.address AS email, email_addresses.verified_at, users.new_email, users.invited_at, \
        users.confirmation_sent_at, users.recovery_sent_at, users.email_change_sent_at, users.reauthentication_sent_at, users.last_sign_in_at, \
        users.public_metadata, users.unsafe_metadata, users.banned_until, users.deleted_at, users.created_at, users.updated_at \
        FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id WHERE users.id IN ($1)";
    FIND_PRIVATE = "SELECT first_name, last_name, username, picture_id, email_addresses.address AS own_email, password_changed_at, \
        CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password, \
        (SELECT COUNT(*) FROM backup_codes WHERE user_id = users.id AND used_at IS NULL) AS backup_codes, \
        (SELECT COUNT(*) FROM one_time_codes WHERE user_id = users.id AND purpose = 'new_address' AND used_at IS NOT NULL) AS new_agreed, \
        (SELECT COUNT(*) FROM one_time_codes WHERE user_id = users.id AND purpose = 'old_address' AND used_at IS NOT NULL) AS old_agreed \
        FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id \
        AND (password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM identities WHERE user_id = users.id AND provider = 'email')) WHERE users.id = $1";
    COUNT = "SELECT COUNT(*) FROM users";
    COUNT_MATCHING = concat!("SELECT COUNT(*) FROM users WHERE ", matching!());
    LIST_NEWEST_FIRST = "SELECT id FROM users ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2";
    LIST_OLDEST_FIRST = "SELECT id FROM users ORDER BY created_at, id LIMIT $1 OFFSET $2";
    LIST_MATCHING_NEWEST_FIRST = concat!("SELECT id FROM users WHERE ", matching!(), " ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3");
    LIST_MATCHING_OLDEST_FIRST = concat!("SELECT id FROM users WHERE ", matching!(), " ORDER BY created_at, id LIMIT $2 OFFSET $3");
}

/// The row of an account.
#[derive(FromRow)]
pub struct AccountRow {
    external_id: Option<String>,
    role: String,
    email: Option<String>,
    verified_at: Option<i64>,
    new_email: Option<String>,
    invited_at: Option<i64>,
    confirmation_sent_at: Option<i64>,
    recovery_sent_at: Option<i64>,
    email_change_sent_at: Option<i64>,
    reauthentication_sent_at: Option<i64>,
    last_sign_in_at: Option<i64>,
    public_metadata: String,
    unsafe_metadata: String,
    banned_until: Option<i64>,
    deleted_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

/// What only the user themselves may see of their account.
pub struct PrivateDetails {
    pub first_name: String,
    pub last_name: String,
    pub username: Option<String>,
    pub picture: Option<PictureId>,
    /// The primary address, of a user with a local account.
    pub own_email: Option<Email>,
    pub password_changed_at: Option<i64>,
    pub has_password: bool,
    /// The number of unused backup codes.
    pub backup_codes: i64,
    /// Whether the code that was mailed to the new address was used.
    pub new_agreed: bool,
    /// Whether the code that was mailed to the current address was used.
    pub old_agreed: bool,
}

impl AccountRow {
    /// The account of this row, these identities, these factors and these phone numbers.
    pub fn into_account(
        self,
        user: &UserId,
        identities: Vec<LinkedIdentity>,
        factors: Vec<Factor>,
        phones: Vec<UserPhone>,
    ) -> Result<Account, Error> {
        // Who came by a provider has no address of their own here; the provider vouches for the one it gave.
        let (email, email_confirmed_at) = match (self.email, identities.first()) {
            (Some(email), _) => (Some(email), self.verified_at.map(instant)),
            (None, Some(first)) => (Some(first.email.clone()), Some(first.created_at)),
            (None, None) => (None, None),
        };
        let address = |email: Option<String>| email.map(|email| Email::stored(&email));
        Ok(Account {
            id: user.clone(),
            external_id: self.external_id,
            role: Role::parse(self.role),
            email: address(email),
            email_confirmed_at,
            new_email: address(self.new_email),
            invited_at: self.invited_at.map(instant),
            confirmation_sent_at: self.confirmation_sent_at.map(instant),
            recovery_sent_at: self.recovery_sent_at.map(instant),
            email_change_sent_at: self.email_change_sent_at.map(instant),
            reauthentication_sent_at: self.reauthentication_sent_at.map(instant),
            last_sign_in_at: self.last_sign_in_at.map(instant),
            public_metadata: Metadata::from_text(&self.public_metadata)?,
            unsafe_metadata: Metadata::from_text(&self.unsafe_metadata)?,
            identities,
            factors,
            phones,
            banned_until: self.banned_until.map(instant),
            deleted_at: self.deleted_at.map(instant),
            created_at: instant(self.created_at),
            updated_at: instant(self.updated_at),
        })
    }
}

impl FromRow<'_, AnyRow> for PrivateDetails {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let is_some = |column| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(column)? > 0);
        let own_email: Option<String> = row.try_get("own_email")?;
        let picture: Option<String> = row.try_get("picture_id")?;
        Ok(Self {
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
            username: row.try_get("username")?,
            picture: picture.map(PictureId),
            own_email: own_email.map(|address| Email::stored(&address)),
            password_changed_at: row.try_get("password_changed_at")?,
            has_password: is_some("has_password")?,
            backup_codes: row.try_get("backup_codes")?,
            new_agreed: is_some("new_agreed")?,
            old_agreed: is_some("old_agreed")?,
        })
    }
}

/// Finds the row of each of these users' accounts.
pub async fn find_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<AccountRow>, sqlx::Error> {
    rows_by_user::list(connection, FIND_EACH, users).await
}

/// What only the user themselves may see of their account.
pub async fn find_private(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<PrivateDetails>, sqlx::Error> {
    sqlx::query_as(FIND_PRIVATE)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await
}

/// The number of users with an address that contains `filter`; of all users when it is empty.
pub async fn count(connection: &mut Connection, filter: &str) -> Result<i64, sqlx::Error> {
    let query = if filter.is_empty() {
        sqlx::query_scalar(COUNT)
    } else {
        sqlx::query_scalar(COUNT_MATCHING).bind(containing(filter))
    };
    query.fetch_one(connection).await
}

/// A page of the users with an address that contains `filter`, or of all users when it is empty.
pub async fn list(
    connection: &mut Connection,
    filter: &str,
    order: Order,
    page: Page,
) -> Result<Vec<UserId>, sqlx::Error> {
    let (all, matching) = match order {
        Order::NewestFirst => (LIST_NEWEST_FIRST, LIST_MATCHING_NEWEST_FIRST),
        Order::OldestFirst => (LIST_OLDEST_FIRST, LIST_MATCHING_OLDEST_FIRST),
    };
    let query = if filter.is_empty() {
        sqlx::query_scalar(all)
    } else {
        sqlx::query_scalar(matching).bind(containing(filter))
    };
    let ids: Vec<String> = query
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}
