//! Second factors: TOTP authenticator apps, and backup codes for when the device is not at hand.

mod backup;
mod browser;
mod challenge;
mod enrol;
mod step_up;
mod totp;

use jiff::Timestamp;

pub use challenge::Challenge;
pub use enrol::Enrollment;
pub(crate) use totp::step_of;

use crate::{
    Aal, AuthContext, Denied, Error, Identity, Refusal, UserId, env::instant,
    unit_of_work::UnitOfWork,
};
use database::Connection;

/// A second factor, without its secret.
#[derive(Debug, Clone)]
pub struct Factor {
    /// The factor's identifier.
    pub id: String,
    /// The name that the user gave it.
    pub friendly_name: String,
    /// Whether it was verified by a first code: from then on it is required.
    pub is_verified: bool,
    /// When it was last challenged.
    pub last_challenged_at: Option<Timestamp>,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    friendly_name: String,
    verified_at: Option<i64>,
    last_challenged_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

/// The user's factors, the oldest first.
pub(crate) async fn read(connection: &mut Connection, user: &UserId) -> Result<Vec<Factor>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, friendly_name, verified_at, last_challenged_at, created_at, updated_at FROM factors WHERE user_id = $1 ORDER BY created_at, id",
    )
    .bind(&user.0)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Factor::from).collect())
}

impl From<Row> for Factor {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            friendly_name: row.friendly_name,
            is_verified: row.verified_at.is_some(),
            last_challenged_at: row.last_challenged_at.map(instant),
            created_at: instant(row.created_at),
            updated_at: instant(row.updated_at),
        }
    }
}

impl Identity {
    /// Refuses a session that has not shown its user's second factor.
    pub(crate) async fn require_second_factor(&self, auth: &AuthContext) -> Result<(), Denied> {
        let mut connection = self.database.pool().acquire().await?;
        let factors = read(&mut connection, &auth.user).await?;
        if auth.aal != Aal::Two && factors.iter().any(|factor| factor.is_verified) {
            return Err(Refusal::InsufficientAal.into());
        }
        Ok(())
    }
}

impl UnitOfWork<'_> {
    /// Whether the user has a verified factor.
    pub async fn has_verified_factor(&mut self, user: &UserId) -> Result<bool, Error> {
        let factors = read(self.connection(), user).await?;
        Ok(factors.iter().any(|factor| factor.is_verified))
    }
}

/// The vault's label of the factor's secret.
pub(crate) fn label(factor: &str) -> String {
    format!("secret of factor {factor}")
}
