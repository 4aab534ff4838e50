use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::{Email, Error, Factor, Identity, Metadata, UserId, env::instant, operations::factor};
use database::Connection;

/// A user account with everything that may be shown of it, to its user or to an administrator: no hashes, no secrets.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user's identifier.
    pub id: UserId,
    /// The identifier of the Timeback user, once it is known.
    pub external_id: Option<String>,
    /// The role: `authenticated`, or one that an administrator set.
    pub role: String,
    /// The primary address, or the one a provider vouches for, if there is either.
    pub email: Option<Email>,
    /// When the address was verified, if it is.
    pub email_confirmed_at: Option<Timestamp>,
    /// The address that the user asked for and has not verified yet.
    pub new_email: Option<Email>,
    /// When an administrator invited the user.
    pub invited_at: Option<Timestamp>,
    /// When a mail to confirm the address was last sent.
    pub confirmation_sent_at: Option<Timestamp>,
    /// When a mail to recover the account was last sent.
    pub recovery_sent_at: Option<Timestamp>,
    /// When a mail to confirm a new address was last sent.
    pub email_change_sent_at: Option<Timestamp>,
    /// When a code to confirm a sensitive change was last sent.
    pub reauthentication_sent_at: Option<Timestamp>,
    /// The last sign-in that succeeded.
    pub last_sign_in_at: Option<Timestamp>,
    /// Written by administrators, shown to the user.
    pub public_metadata: Metadata,
    /// Written by the user.
    pub unsafe_metadata: Metadata,
    /// The linked identities, the oldest first.
    pub identities: Vec<LinkedIdentity>,
    /// The user's second factors, the oldest first.
    pub factors: Vec<Factor>,
    /// Until when the account is banned, if it was.
    pub banned_until: Option<Timestamp>,
    /// When the account was deleted; then nothing else is left of it.
    pub deleted_at: Option<Timestamp>,
    /// When the account was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// An identity by which a user signs in.
#[derive(Debug, Clone)]
pub struct LinkedIdentity {
    /// Its identifier.
    pub id: String,
    /// The provider: `email` for a local account, or the provider's name.
    pub provider: String,
    /// The provider's identifier of the user; for `email` the user's own identifier.
    pub subject: String,
    /// The address it came with.
    pub email: String,
    /// The last sign-in with it.
    pub last_sign_in_at: Timestamp,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Account {
    /// The metadata written by administrators, with `provider`, the first provider, and `providers`, all of them.
    pub fn app_metadata(&self) -> Map<String, Value> {
        let mut providers: Vec<&str> = Vec::new();
        for identity in &self.identities {
            if !providers.contains(&identity.provider.as_str()) {
                providers.push(&identity.provider);
            }
        }
        let mut metadata = self.public_metadata.as_map().clone();
        if let Some(first) = providers.first() {
            metadata.insert("provider".into(), json!(first));
        }
        metadata.insert("providers".into(), json!(providers));
        metadata
    }

    /// Whether the account is banned at `now`.
    pub fn is_banned(&self, now: Timestamp) -> bool {
        self.banned_until.is_some_and(|until| until > now)
    }
}

impl Identity {
    /// Finds the account of this user.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_account(&self, user: &UserId) -> Result<Option<Account>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        read(&mut connection, user).await
    }
}

#[derive(sqlx::FromRow)]
struct Row {
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

#[derive(sqlx::FromRow)]
struct IdentityRow {
    id: String,
    provider: String,
    subject: String,
    email: String,
    last_sign_in_at: i64,
    created_at: i64,
    updated_at: i64,
}

/// Reads the account of this user, inside a transaction.
pub(crate) async fn read(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Account>, Error> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT users.external_id, users.role, email_addresses.address AS email, email_addresses.verified_at, users.new_email, users.invited_at, \
         users.confirmation_sent_at, users.recovery_sent_at, users.email_change_sent_at, users.reauthentication_sent_at, users.last_sign_in_at, \
         users.public_metadata, users.unsafe_metadata, users.banned_until, users.deleted_at, users.created_at, users.updated_at \
         FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id WHERE users.id = $1",
    )
    .bind(&user.0)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let identities: Vec<IdentityRow> = sqlx::query_as(
        "SELECT id, provider, subject, email, last_sign_in_at, created_at, updated_at FROM identities WHERE user_id = $1 ORDER BY created_at, id",
    )
    .bind(&user.0)
    .fetch_all(&mut *connection)
    .await?;
    let factors = factor::read(connection, user).await?;
    Ok(Some(Account {
        factors,
        ..row.into_account(user, identities)?
    }))
}

impl Row {
    fn into_account(self, user: &UserId, identities: Vec<IdentityRow>) -> Result<Account, Error> {
        // Who came by a provider has no address of their own here; the provider vouches for the one it gave.
        let (email, confirmed_at) = match (self.email, identities.first()) {
            (Some(email), _) => (Some(email), self.verified_at),
            (None, Some(first)) => (Some(first.email.clone()), Some(first.created_at)),
            (None, None) => (None, None),
        };
        let address = |email: Option<String>| email.map(|email| Email::stored(&email));
        Ok(Account {
            id: user.clone(),
            external_id: self.external_id,
            role: self.role,
            email: address(email),
            email_confirmed_at: confirmed_at.map(instant),
            new_email: address(self.new_email),
            invited_at: self.invited_at.map(instant),
            confirmation_sent_at: self.confirmation_sent_at.map(instant),
            recovery_sent_at: self.recovery_sent_at.map(instant),
            email_change_sent_at: self.email_change_sent_at.map(instant),
            reauthentication_sent_at: self.reauthentication_sent_at.map(instant),
            last_sign_in_at: self.last_sign_in_at.map(instant),
            public_metadata: Metadata::from_text(&self.public_metadata)?,
            unsafe_metadata: Metadata::from_text(&self.unsafe_metadata)?,
            identities: identities.into_iter().map(LinkedIdentity::from).collect(),
            factors: Vec::new(),
            banned_until: self.banned_until.map(instant),
            deleted_at: self.deleted_at.map(instant),
            created_at: instant(self.created_at),
            updated_at: instant(self.updated_at),
        })
    }
}

impl From<IdentityRow> for LinkedIdentity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: row.id,
            provider: row.provider,
            subject: row.subject,
            email: row.email,
            last_sign_in_at: instant(row.last_sign_in_at),
            created_at: instant(row.created_at),
            updated_at: instant(row.updated_at),
        }
    }
}
