/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be reached.
    #[error("the database could not be opened")]
    Open(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the database could not be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// `DATABASE_URL` names a database this program cannot open.
    #[error(
        "DATABASE_URL must look like sqlite:data/dashboard.db or postgres://user:password@host/database"
    )]
    UnknownUrl,
    /// The folder for the database file could not be made.
    #[error("the folder {folder} for the database could not be made")]
    Folder {
        /// The folder, as DATABASE_URL names it.
        folder: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The database file could not be made.
    #[error("the database file {file} could not be made")]
    File {
        /// The file, as DATABASE_URL names it.
        file: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}
