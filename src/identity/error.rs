/// What can go wrong with accounts that is nobody's mistake. Wrong credentials and ended sessions are outcomes, not
/// errors, and are told as such by the verbs that meet them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do what it was asked.
    #[error("the account store failed")]
    Store(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the account store could not be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// `DATABASE_URL` names a database this program cannot open.
    #[error("DATABASE_URL must look like sqlite:data/dashboard.db")]
    UnknownDatabase,
    /// The folder for the database file could not be made.
    #[error("the folder {folder} for the database could not be made")]
    Folder {
        /// The folder, as DATABASE_URL names it.
        folder: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}
