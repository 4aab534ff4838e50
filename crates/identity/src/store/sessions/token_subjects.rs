//! The sessions that session tokens are issued for.

use database::Pool;

use super::decode_amr;
use crate::{Aal, Error, SessionId, SignInMethod, UserId, store::statements};

statements! {
    FIND = concat!(
        "SELECT sessions.user_id, sessions.aal, sessions.amr, users.banned_until, \
         CAST(CASE WHEN ", user_has_factor!(), " THEN 1 ELSE 0 END AS BIGINT) AS has_factor \
         FROM sessions JOIN users ON users.id = sessions.user_id \
         WHERE sessions.id = $1 AND ", alive!("$2"), " AND users.deleted_at IS NULL"
    );
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: String,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
    banned_until: Option<i64>,
    has_factor: i64,
}

/// A session that is alive, and what is to be known of its user.
pub struct TokenSession {
    pub user: UserId,
    pub aal: Aal,
    pub amr: Vec<SignInMethod>,
    pub banned_until: Option<i64>,
    /// Whether the user has a second factor.
    pub has_factor: bool,
}

/// The session, if it is alive.
pub async fn find(
    pool: &Pool,
    session: &SessionId,
    now: i64,
) -> Result<Option<TokenSession>, Error> {
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(session.as_str())
        .bind(now)
        .fetch_optional(pool)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(TokenSession {
        user: UserId(row.user_id),
        aal: row.aal,
        amr: decode_amr(&row.amr)?,
        banned_until: row.banned_until,
        has_factor: row.has_factor > 0,
    }))
}
