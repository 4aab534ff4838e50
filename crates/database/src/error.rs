/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be reached.
    #[error("the database could not be opened")]
    Open(#[from] sqlx::Error),
    /// A migration failed.
    #[error("the database could not be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// `DATABASE_URL` names a database this program cannot open.
    #[error(
        "DATABASE_URL must look like sqlite:data/dashboard.db or postgres://user:password@host/database"
    )]
    UnknownUrl,
    /// `DATABASE_URL` lists several hosts in a way that is not supported.
    #[error(
        "DATABASE_URL may list several hosts only between @ and the database's name: postgres://user:password@one:5432,two:5432/database"
    )]
    HostList,
    /// `DATABASE_URL` asks for a server that need not be the primary. Holds the parameter.
    #[error(
        "DATABASE_URL asks for {0}: the dashboard writes, so it must be target_session_attrs=read-write"
    )]
    SessionAttributes(String),
    /// No host in `DATABASE_URL` is a primary that answers. Holds why, for each.
    #[error("DATABASE_URL names no server that answers and can be written to: {0}")]
    NoPrimary(String),
    /// A pooler before PostgreSQL refuses the settings of our connections.
    #[error(
        "the pooler before PostgreSQL refuses a setting that every connection of this program brings; for PgBouncer, set ignore_startup_parameters = extra_float_digits"
    )]
    PoolerRefuses(#[source] sqlx::Error),
    /// A pooler before PostgreSQL gives each transaction another session, without its prepared statements.
    #[error(
        "the pooler before PostgreSQL loses prepared statements; PgBouncer with pool_mode = transaction keeps them from version 1.21 on with max_prepared_statements = 200, and an older one needs pool_mode = session"
    )]
    PoolerForgets(#[source] sqlx::Error),
    /// The file is being replaced by a backup.
    #[error("the database is being restored: start again when that has ended")]
    BeingRestored,
    /// The folder of the database file could not be created.
    #[error("the folder {folder} for the database could not be made")]
    Folder {
        /// The folder, as `DATABASE_URL` names it.
        folder: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The database file could not be created.
    #[error("the database file {file} could not be made")]
    File {
        /// The file, as `DATABASE_URL` names it.
        file: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}
