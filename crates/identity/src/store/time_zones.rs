//! `users`: the time zones in which the users' days are counted.

use std::collections::HashMap;

use database::Connection;
use sqlx::AssertSqlSafe;

use super::{rows_by_user::of_many, statements};
use crate::{TimeZoneName, UserId};

statements! {
    SET = "UPDATE users SET time_zone = $1 WHERE id = $2";
    LIST_OF_TIMEBACK_USERS = "SELECT external_id, time_zone FROM users WHERE time_zone IS NOT NULL AND external_id IN ($1)";
}

/// The most Timeback users of one statement: engines limit its parameters.
const MAX_USERS: usize = 1024;

/// Sets the user's time zone, or removes it.
pub async fn set(
    connection: &mut Connection,
    user: &UserId,
    zone: Option<&TimeZoneName>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET)
        .bind(zone.map(TimeZoneName::as_str))
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The time zones of the users who are linked to these Timeback users, by Timeback ID, where they have one.
pub async fn list_of_timeback_users(
    connection: &mut Connection,
    timeback_ids: &[&str],
) -> Result<HashMap<String, TimeZoneName>, sqlx::Error> {
    let mut found = HashMap::new();
    for ids in timeback_ids.chunks(MAX_USERS) {
        let count = ids.len().next_power_of_two();
        let statement = of_many(LIST_OF_TIMEBACK_USERS, count).into_owned();
        let mut query = sqlx::query_as::<_, (String, String)>(AssertSqlSafe(statement));
        for id in ids.iter().chain(ids.last().into_iter().cycle()).take(count) {
            query = query.bind(*id);
        }
        let rows = query.fetch_all(&mut *connection).await?.into_iter();
        found.extend(rows.filter_map(|(id, zone)| Some((id, stored(Some(&zone))?))));
    }
    Ok(found)
}

/// The stored time zone; `None` also for one that the time zone database has no more.
pub fn stored(name: Option<&str>) -> Option<TimeZoneName> {
    TimeZoneName::parse(name?).ok()
}
