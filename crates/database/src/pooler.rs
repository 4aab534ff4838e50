//! Detection of poolers between this program and PostgreSQL, and whether they work.

use sqlx::{Error as DriverError, migrate::MigrateError, postgres::PgDatabaseError};

use super::{Error, connection::Connection, pool::Pool};

/// `SQLSTATE`s of a prepared statement that is missing from the session, and of one that another client prepared in it.
const FORGOTTEN: [&str; 2] = ["26000", "42P05"];

/// Checks that prepared statements stay with a connection, as they do without a pooler and with a suitable one. Two
/// connections take turns, so that a pooler that shares sessions mixes them up.
pub(super) async fn test(pool: &Pool) -> Result<(), Error> {
    let (mut one, mut other) = (pool.acquire().await?, pool.acquire().await?);
    for _ in 0..2 {
        prepared(&mut one).await?;
        prepared(&mut other).await?;
    }
    Ok(())
}

async fn prepared(connection: &mut Connection) -> Result<(), Error> {
    let echo: Result<i64, _> = sqlx::query_scalar("SELECT $1::bigint")
        .bind(7_i64)
        .fetch_one(connection)
        .await;
    echo.map(drop).map_err(name)
}

/// The same as [`name`], for the error of a migration.
pub(super) fn name_migration(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) => match name(error) {
            Error::Open(error) => Error::Migration(MigrateError::Execute(error)),
            named => named,
        },
        error => Error::Migration(error),
    }
}

/// Maps the errors that a pooler causes.
pub(super) fn name(error: DriverError) -> Error {
    let code = error
        .as_database_error()
        .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        .map(|error| (error.code().to_owned(), error.message().to_owned()));
    match code {
        Some((code, _)) if FORGOTTEN.contains(&code.as_str()) => Error::PoolerForgets(error),
        Some((_, message)) if message.contains("unsupported startup parameter") => {
            Error::PoolerRefuses(error)
        }
        _ => Error::Open(error),
    }
}
