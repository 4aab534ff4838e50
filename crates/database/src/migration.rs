use std::{str::FromStr as _, sync::LazyLock, time::Duration};

use sqlx::{
    Connection as _, PgConnection, SqliteConnection, migrate::Migrator, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};

use super::{Error, engine::Engine, pooler};

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| Migrator {
    // The transaction around them is the lock.
    locking: false,
    ..sqlx::migrate!("src/migrations")
});

/// Triggers of the database itself, in the dialect of each engine: no migration, for the two agree on none.
const SQLITE_GUARDS: &str = include_str!("guards/sqlite.sql");
const POSTGRES_GUARDS: &str = include_str!("guards/postgres.sql");

/// How long a process waits for the migrations of another one that starts at the same time.
const LOCK_TIMEOUT: Duration = Duration::from_mins(2);

/// The lock of migrations. It ends with the transaction: one of the session would stay with a pooler's connection, and
/// the next start would wait for it for ever.
const POSTGRES_LOCK: &str =
    "SET LOCAL lock_timeout = '120s'; SELECT pg_advisory_xact_lock(7040002)";

/// Migrates the database, completely or not at all, on a connection of its own: of several processes that start
/// together one does the work, and the others wait.
pub(super) async fn migrate(engine: Engine, address: &str) -> Result<(), Error> {
    match engine {
        Engine::Sqlite => migrate_sqlite(address).await,
        Engine::Postgres => migrate_postgres(address).await,
    }
}

async fn migrate_sqlite(address: &str) -> Result<(), Error> {
    let options = SqliteConnectOptions::from_str(address)?.busy_timeout(LOCK_TIMEOUT);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let begun = connection.begin_with("BEGIN IMMEDIATE").await;
    if begun.as_ref().is_err_and(is_read_only) {
        drop(begun);
        return check_read_only(connection).await;
    }
    let mut transaction = begun?;
    MIGRATIONS
        .run_direct(None, &mut *transaction, false)
        .await?;
    sqlx::raw_sql(SQLITE_GUARDS)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(connection.close().await?)
}

/// Whether the file is read-only: SQLite's primary result code `READONLY`.
fn is_read_only(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 8)
}

/// Checks that a read-only file needs no migration: then everything that only reads works.
async fn check_read_only(mut connection: SqliteConnection) -> Result<(), Error> {
    MIGRATIONS.run_direct(None, &mut connection, false).await?;
    tracing::error!("the database file is read-only: nobody can sign in, and nothing can be saved");
    Ok(connection.close().await?)
}

async fn migrate_postgres(address: &str) -> Result<(), Error> {
    // Named statements would outlive this connection behind a pooler.
    let options = PgConnectOptions::from_str(address)?.statement_cache_capacity(0);
    let mut connection = PgConnection::connect_with(&options)
        .await
        .map_err(pooler::name)?;
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(POSTGRES_LOCK)
        .execute(&mut *transaction)
        .await?;
    MIGRATIONS
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(pooler::name_migration)?;
    sqlx::raw_sql(POSTGRES_GUARDS)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(connection.close().await?)
}
