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
    /// `DATABASE_URL` lists several hosts.
    #[error(
        "DATABASE_URL names several hosts, and one is supported: name the host that leads to the primary, such as a virtual address, a load balancer or a pooler that follows it"
    )]
    SeveralHosts,
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
