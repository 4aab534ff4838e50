use jiff::Timestamp;

use crate::{
    Account, AuthContext, Email, Error, Identity, account, env::instant, unit_of_work::UnitOfWork,
};

/// An account as its user sees it: what [`Account`] tells, and what only they may know.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// First name, or nothing.
    pub first_name: String,
    /// Last name, or nothing.
    pub last_name: String,
    /// The address that is theirs to change here. None for who comes by a provider alone: then the provider's counts.
    pub own_email: Option<Email>,
    /// The new address that is not in its place yet.
    pub email_change: Option<EmailChange>,
    /// When the password was set; none without one.
    pub password_changed_at: Option<Timestamp>,
    /// How many backup codes were not used yet.
    pub backup_codes: usize,
    /// Whether the user proved so recently that it is they, in this session, that a sensitive change is theirs.
    pub is_confirmed: bool,
}

/// An address that waits to be proved.
#[derive(Debug, Clone)]
pub struct EmailChange {
    /// The address.
    pub to: Email,
    /// Whether the new address has agreed.
    pub new_agreed: bool,
    /// Whether the address in use has agreed.
    pub old_agreed: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    first_name: String,
    last_name: String,
    own_email: Option<String>,
    password_changed_at: Option<i64>,
    has_password: i64,
    backup_codes: i64,
    new_agreed: i64,
    old_agreed: i64,
}

impl OwnAccount {
    /// Whether a second factor is asked for.
    pub fn has_factor(&self) -> bool {
        self.account.factors.iter().any(|it| it.is_verified)
    }
}

impl Identity {
    /// The account of who asks; none when it is gone.
    ///
    /// # Errors
    /// The store's.
    pub async fn own_account(&self, auth: &AuthContext) -> Result<Option<OwnAccount>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let Some(account) = account::read(&mut connection, &auth.user).await? else {
            return Ok(None);
        };
        let row: Option<Row> = sqlx::query_as(
            "SELECT first_name, last_name, email_addresses.address AS own_email, password_changed_at, \
             CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password, \
             (SELECT COUNT(*) FROM backup_codes WHERE user_id = users.id AND used_at IS NULL) AS backup_codes, \
             (SELECT COUNT(*) FROM one_time_codes WHERE user_id = users.id AND purpose = 'new_address' AND used_at IS NOT NULL) AS new_agreed, \
             (SELECT COUNT(*) FROM one_time_codes WHERE user_id = users.id AND purpose = 'old_address' AND used_at IS NOT NULL) AS old_agreed \
             FROM users LEFT JOIN email_addresses ON email_addresses.id = users.primary_email_id \
             AND (password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM identities WHERE user_id = users.id AND provider = 'email')) WHERE users.id = $1",
        )
        .bind(&auth.user.0)
        .fetch_optional(&mut connection)
        .await?;
        let is_confirmed = self.is_confirmed(auth, &account.factors);
        Ok(row.map(|row| row.into_own(account, is_confirmed)))
    }
}

impl Row {
    fn into_own(self, account: Account, is_confirmed: bool) -> OwnAccount {
        let changed_at = self.password_changed_at.map_or(account.created_at, instant);
        OwnAccount {
            first_name: self.first_name,
            last_name: self.last_name,
            own_email: self.own_email.map(|it| Email::stored(&it)),
            email_change: account.new_email.clone().map(|to| EmailChange {
                to,
                new_agreed: self.new_agreed > 0,
                old_agreed: self.old_agreed > 0,
            }),
            password_changed_at: (self.has_password > 0).then_some(changed_at),
            backup_codes: usize::try_from(self.backup_codes).unwrap_or_default(),
            is_confirmed,
            account,
        }
    }
}

impl UnitOfWork<'_> {
    /// Where mail reaches the user: the address they proved, or the one a provider vouches for.
    pub async fn find_reachable_email(
        &mut self,
        auth: &AuthContext,
    ) -> Result<Option<Email>, Error> {
        if let Some(email) = self.find_proved_email(&auth.user).await? {
            return Ok(Some(email));
        }
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT email FROM identities WHERE user_id = $1 AND provider <> 'email' ORDER BY created_at, id LIMIT 1",
        )
        .bind(&auth.user.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(address,)| Email::stored(&address)))
    }
}
