//! How sessions end.

use database::{Connection, Pool};

use crate::{EndReason, EndedSession, SessionId, Token, UserId, store::statements};

/// The statement that ends the sessions of this condition, unless they have ended.
macro_rules! end {
    ($condition:literal) => {
        concat!(
            "UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE ended_at IS NULL AND ",
            $condition,
            " RETURNING id, user_id"
        )
    };
}

statements! {
    END_ONE = end!("id = $3");
    END_ONE_OF_USER = end!("user_id = $3 AND id = $4");
    END_OF_TOKEN = end!("token_hash = $3");
    END_ALL = end!("user_id = $3");
    END_OTHERS = end!("user_id = $3 AND id <> $4");
    END_OTHERS_WITHOUT_FACTOR = end!("user_id = $3 AND id <> $4 AND aal = 'aal1'");
    END_ALL_WITHOUT_FACTOR = end!("user_id = $3 AND aal = 'aal1'");
    END_EVERY = end!("expire_at > $3");
    FIND_HOLDER = "SELECT user_id FROM sessions WHERE token_hash = $1 AND ended_at IS NULL";
}

/// Which sessions to end.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// This one.
    One(&'a SessionId),
    /// This one, if it is the user's.
    OneOfUser(&'a UserId, &'a SessionId),
    /// The browser's with this token.
    OfToken(&'a Token),
    /// All of the user's.
    All(&'a UserId),
    /// All of the user's but this one.
    Others(&'a UserId, &'a SessionId),
    /// All of the user's that have not shown the second factor.
    AllWithoutFactor(&'a UserId),
    /// All of the user's but this one that have not shown the second factor.
    OthersWithoutFactor(&'a UserId, &'a SessionId),
}

/// Ends sessions, unless they have ended. Only [`UnitOfWork`](crate::unit_of_work::UnitOfWork) calls this: it tells the
/// subscribers which ones it were.
pub async fn end(
    connection: &mut Connection,
    which: Which<'_>,
    reason: EndReason,
    now: i64,
) -> Result<Vec<EndedSession>, sqlx::Error> {
    let (statement, first, second) = match which {
        Which::One(session) => (END_ONE, session.as_str().to_owned(), None),
        Which::OneOfUser(user, session) => (
            END_ONE_OF_USER,
            user.as_str().to_owned(),
            Some(session.as_str()),
        ),
        Which::OfToken(token) => (END_OF_TOKEN, token.hash(), None),
        Which::All(user) => (END_ALL, user.as_str().to_owned(), None),
        Which::AllWithoutFactor(user) => (END_ALL_WITHOUT_FACTOR, user.as_str().to_owned(), None),
        Which::Others(user, spared) => {
            (END_OTHERS, user.as_str().to_owned(), Some(spared.as_str()))
        }
        Which::OthersWithoutFactor(user, spared) => (
            END_OTHERS_WITHOUT_FACTOR,
            user.as_str().to_owned(),
            Some(spared.as_str()),
        ),
    };
    let mut query = sqlx::query_as(statement)
        .bind(now)
        .bind(reason.as_str())
        .bind(first);
    if let Some(second) = second {
        query = query.bind(second);
    }
    let rows: Vec<(String, String)> = query.fetch_all(connection).await?;
    let ended = |(id, user)| EndedSession {
        id: SessionId(id),
        user: UserId(user),
        reason,
    };
    Ok(rows.into_iter().map(ended).collect())
}

/// Ends every session of every user. Returns how many. Publishes no event: no other program has the database open.
pub async fn end_every(connection: &mut Connection, now: i64) -> Result<usize, sqlx::Error> {
    let rows = sqlx::query(END_EVERY)
        .bind(now)
        .bind(EndReason::Revoked.as_str())
        .bind(now)
        .fetch_all(connection)
        .await?;
    Ok(rows.len())
}

/// The user of this token's session, if it has not ended.
pub async fn find_holder(pool: &Pool, token: &Token) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_HOLDER)
        .bind(token.hash())
        .fetch_optional(pool)
        .await?;
    Ok(user.map(UserId))
}
