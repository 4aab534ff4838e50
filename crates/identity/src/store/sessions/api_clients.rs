//! Sessions of API clients, each continued by a refresh token.

use database::{Connection, Pool};

use super::{decode_amr, encode_amr};
use crate::{Aal, ClientInfo, Error, SessionId, SignInMethod, UserId, store::statements};

statements! {
    INSERT = "INSERT INTO sessions (id, user_id, refresh_key, amr, address, user_agent, last_active_at, abandon_at, expire_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7)";
    FIND_REFRESHABLE = "SELECT sessions.user_id, sessions.refresh_key, sessions.refresh_counter, sessions.refreshed_at, sessions.aal, sessions.amr, \
         sessions.abandon_at, sessions.expire_at, users.banned_until FROM sessions JOIN users ON users.id = sessions.user_id \
         WHERE sessions.id = $1 AND sessions.ended_at IS NULL AND sessions.refresh_key IS NOT NULL AND users.deleted_at IS NULL";
    ROTATE = "UPDATE sessions SET refresh_counter = refresh_counter + 1, refreshed_at = $1, last_active_at = $1, abandon_at = $2, \
         address = $3, user_agent = $4 WHERE id = $5 AND ended_at IS NULL";
    RAISE = "UPDATE sessions SET aal = 'aal2', amr = $1, refresh_key = $2, refresh_counter = refresh_counter + 1, refreshed_at = NULL \
         WHERE id = $3 AND ended_at IS NULL AND refresh_key IS NOT NULL RETURNING refresh_counter";
    FIND_BEARER = concat!(
        "SELECT sessions.id AS session_id, sessions.aal, sessions.amr, sessions.abandon_at, sessions.expire_at, users.banned_until \
         FROM users LEFT JOIN sessions ON sessions.id = $1 AND sessions.user_id = users.id AND ", alive!("$3"),
        " WHERE users.id = $2 AND users.deleted_at IS NULL"
    );
}

/// A session to insert.
pub struct NewSession<'a> {
    pub id: &'a SessionId,
    pub user: &'a UserId,
    /// The encrypted key of its refresh tokens.
    pub refresh_key: String,
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
        .bind(&new.refresh_key)
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
struct RefreshableRow {
    user_id: String,
    refresh_key: String,
    refresh_counter: i64,
    refreshed_at: Option<i64>,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
    abandon_at: i64,
    expire_at: i64,
    banned_until: Option<i64>,
}

/// A session that a refresh token may continue. It may have expired.
pub struct Refreshable {
    pub user: UserId,
    /// The encrypted key of its refresh tokens.
    pub refresh_key: String,
    pub counter: u64,
    pub refreshed_at: Option<i64>,
    pub aal: Aal,
    pub amr: Vec<SignInMethod>,
    pub abandon_at: i64,
    pub expire_at: i64,
    pub banned_until: Option<i64>,
}

/// The session, if it is an API client's and has not ended.
pub async fn find_refreshable(
    connection: &mut Connection,
    session: &SessionId,
) -> Result<Option<Refreshable>, Error> {
    let row: Option<RefreshableRow> = sqlx::query_as(FIND_REFRESHABLE)
        .bind(session.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(RefreshableRow::decode).transpose()
}

/// Increments the session's refresh counter. Returns whether it has not ended.
pub async fn rotate(
    connection: &mut Connection,
    session: &SessionId,
    now: i64,
    abandon_at: i64,
    client: &ClientInfo,
) -> Result<bool, sqlx::Error> {
    let rotated = sqlx::query(ROTATE)
        .bind(now)
        .bind(abandon_at)
        .bind(client.address())
        .bind(client.user_agent())
        .bind(session.as_str())
        .execute(connection)
        .await?;
    Ok(rotated.rows_affected() > 0)
}

/// Raises a session to the second assurance level, under a new key. Returns its refresh counter, unless it has ended.
pub async fn raise(
    connection: &mut Connection,
    session: &SessionId,
    amr: &[SignInMethod],
    refresh_key: &str,
) -> Result<Option<u64>, sqlx::Error> {
    let counter: Option<i64> = sqlx::query_scalar(RAISE)
        .bind(encode_amr(amr))
        .bind(refresh_key)
        .bind(session.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(counter.map(|counter| u64::try_from(counter).unwrap_or_default()))
}

#[derive(sqlx::FromRow)]
struct BearerRow {
    session_id: Option<String>,
    aal: Option<String>,
    amr: Option<String>,
    abandon_at: Option<i64>,
    expire_at: Option<i64>,
    banned_until: Option<i64>,
}

/// The user of an access token, and its session.
pub struct Bearer {
    pub banned_until: Option<i64>,
    /// None when it is not alive.
    pub session: Option<BearerSession>,
}

/// The session of an access token.
pub struct BearerSession {
    pub aal: Aal,
    pub amr: Vec<SignInMethod>,
    /// When it expires, unless it is used.
    pub ends_at: i64,
}

/// The user of an access token, if there is one, and its session, if it is alive.
pub async fn find_bearer(
    pool: &Pool,
    user: &str,
    session: &SessionId,
    now: i64,
) -> Result<Option<Bearer>, Error> {
    let row: Option<BearerRow> = sqlx::query_as(FIND_BEARER)
        .bind(session.as_str())
        .bind(user)
        .bind(now)
        .fetch_optional(pool)
        .await?;
    row.map(BearerRow::decode).transpose()
}

impl RefreshableRow {
    fn decode(self) -> Result<Refreshable, Error> {
        Ok(Refreshable {
            user: UserId(self.user_id),
            refresh_key: self.refresh_key,
            counter: u64::try_from(self.refresh_counter).unwrap_or_default(),
            refreshed_at: self.refreshed_at,
            aal: self.aal,
            amr: decode_amr(&self.amr)?,
            abandon_at: self.abandon_at,
            expire_at: self.expire_at,
            banned_until: self.banned_until,
        })
    }
}

impl BearerRow {
    fn decode(self) -> Result<Bearer, Error> {
        let session = match self.session_id {
            Some(_) => Some(BearerSession {
                aal: self.aal.map_or(Aal::One, Aal::from),
                amr: decode_amr(&self.amr.unwrap_or_default())?,
                ends_at: self
                    .abandon_at
                    .min(self.expire_at)
                    .ok_or(Error::Unreadable("a session"))?,
            }),
            None => None,
        };
        Ok(Bearer {
            banned_until: self.banned_until,
            session,
        })
    }
}
