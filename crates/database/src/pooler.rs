//! What can stand between this program and PostgreSQL, and whether it works.

use sqlx::{Error as DriverError, migrate::MigrateError, postgres::PgDatabaseError};

use super::{Error, connection::Connection, pool::Pool};

/// `SQLSTATE`s of a statement that was prepared elsewhere, and of one that somebody else prepared here.
const FORGOTTEN: [&str; 2] = ["26000", "42P05"];

/// Sees whether prepared statements stay with a connection, as they do without a pooler and with a good one. Two
/// connections take turns, and so does what is behind them, where a pooler hands it round.
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

/// The same for a migration.
pub(super) fn name_migration(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) => match name(error) {
            Error::Open(error) => Error::Migration(MigrateError::Execute(error)),
            named => named,
        },
        error => Error::Migration(error),
    }
}

/// Names the failures that a pooler causes.
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
