use jiff::Timestamp;

use crate::{
    Account, AuthContext, Email, Error, Identity, env::instant, model::account,
    unit_of_work::UnitOfWork,
};

/// An account as its own user sees it: [`Account`], and what only they may see.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// First name, or "".
    pub first_name: String,
    /// Last name, or "".
    pub last_name: String,
    /// The local address, which the user can change; none when only a provider's address is known.
    pub own_email: Option<Email>,
    /// The change of address that waits for confirmation.
    pub email_change: Option<EmailChange>,
    /// When the password was set, if there is one.
    pub password_changed_at: Option<Timestamp>,
    /// The number of unused backup codes.
    pub backup_codes: usize,
    /// Whether the user has confirmed recently, in this session, that it is they, so that sensitive changes are
    /// allowed.
    pub is_confirmed: bool,
}

/// A change of address that waits for confirmation.
#[derive(Debug, Clone)]
pub struct EmailChange {
    /// The new address.
    pub to: Email,
    /// Whether the new address has confirmed.
    pub new_agreed: bool,
    /// Whether the current address has confirmed.
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
    /// Whether the account has a verified second factor.
    pub fn has_factor(&self) -> bool {
        self.account.factors.iter().any(|it| it.is_verified)
    }
}

impl Identity {
    /// Finds the user's own account.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
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
    /// The address to send mail to: the verified one, or the one a provider vouches for.
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
