//! Sessions of browsers, each known by the hash of its token.

use database::Connection;

use super::{AuthRow, encode_amr};
use crate::{
    AuthContext, ClientInfo, Error, SessionId, SignInMethod, Token, UserId, store::statements,
};

statements! {
    INSERT = "INSERT INTO sessions (id, user_id, identity_id, token_hash, amr, address, user_agent, last_active_at, abandon_at, expire_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)";
    FIND_PENDING = concat!(
        "SELECT sessions.id, sessions.user_id, sessions.aal, sessions.amr, sessions.created_at \
         FROM sessions JOIN users ON users.id = sessions.user_id \
         WHERE sessions.token_hash = $1 AND ", alive!("$2"), " AND sessions.aal = 'aal1' AND ", user_is_admitted!("$2"),
        " AND ", user_has_factor!()
    );
    COUNT_WRONG_CODE = "UPDATE sessions SET wrong_codes = wrong_codes + 1 WHERE id = $1 RETURNING wrong_codes";
    COUNT_FAILED_PROOF = "UPDATE sessions SET failed_proofs = failed_proofs + 1 WHERE id = $1 AND ended_at IS NULL RETURNING failed_proofs";
    RAISE = "UPDATE sessions SET aal = 'aal2', amr = $1, token_hash = $2, last_active_at = $3, abandon_at = $4, expire_at = $5 WHERE id = $6";
    RENEW = "UPDATE sessions SET token_hash = $1, amr = $2, aal = $3, failed_proofs = 0 \
         WHERE id = $4 AND ended_at IS NULL AND token_hash IS NOT NULL RETURNING expire_at";
}

/// A session to insert.
pub struct NewSession<'a> {
    pub id: &'a SessionId,
    pub user: &'a UserId,
    /// The identity that signed in.
    pub identity: &'a str,
    pub token: &'a Token,
    pub amr: &'a [SignInMethod],
    pub now: i64,
    pub abandon_at: i64,
    pub expire_at: i64,
}

/// Inserts a session.
pub async fn insert(
    connection: &mut Connection,
    new: &NewSession<'_>,
    client: &ClientInfo,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(new.id.as_str())
        .bind(new.user.as_str())
        .bind(new.identity)
        .bind(new.token.hash())
        .bind(encode_amr(new.amr))
        .bind(client.address())
        .bind(client.user_agent())
        .bind(new.now)
        .bind(new.abandon_at)
        .bind(new.expire_at)
        .execute(connection)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct PendingRow {
    #[sqlx(flatten)]
    auth: AuthRow,
    created_at: i64,
}

/// A session whose user has a second factor, and has not shown it.
pub struct PendingSession {
    pub auth: AuthContext,
    pub created_at: i64,
}

/// The pending session of this token.
pub async fn find_pending(
    connection: &mut Connection,
    token: &Token,
    now: i64,
) -> Result<Option<PendingSession>, Error> {
    let row: Option<PendingRow> = sqlx::query_as(FIND_PENDING)
        .bind(token.hash())
        .bind(now)
        .fetch_optional(connection)
        .await?;
    let pending = |row: PendingRow| {
        let auth = row.auth.into_auth_context()?;
        let created_at = row.created_at;
        Ok(PendingSession { auth, created_at })
    };
    row.map(pending).transpose()
}

/// Counts a wrong code in a pending session. Returns how many there were.
pub async fn count_wrong_code(
    connection: &mut Connection,
    session: &SessionId,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT_WRONG_CODE)
        .bind(session.as_str())
        .fetch_one(connection)
        .await
}

/// Counts a failed proof. Returns how many there were in a row, unless the session has ended.
pub async fn count_failed_proof(
    connection: &mut Connection,
    session: &SessionId,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(COUNT_FAILED_PROOF)
        .bind(session.as_str())
        .fetch_optional(connection)
        .await
}

/// The new state of a session that was raised to the second assurance level.
pub struct Raised<'a> {
    pub token: &'a Token,
    pub amr: &'a [SignInMethod],
    pub now: i64,
    pub abandon_at: i64,
    pub expire_at: i64,
}

/// Raises a session to the second assurance level, under a new token.
pub async fn raise(
    connection: &mut Connection,
    session: &SessionId,
    raised: &Raised<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query(RAISE)
        .bind(encode_amr(raised.amr))
        .bind(raised.token.hash())
        .bind(raised.now)
        .bind(raised.abandon_at)
        .bind(raised.expire_at)
        .bind(session.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Continues a session under a new token, with these authentication methods and this assurance level. Returns when it
/// expires, unless it has ended.
pub async fn renew(
    connection: &mut Connection,
    auth: &AuthContext,
    token: &Token,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(RENEW)
        .bind(token.hash())
        .bind(encode_amr(&auth.amr))
        .bind(auth.aal.as_str())
        .bind(auth.session.as_str())
        .fetch_optional(connection)
        .await
}
