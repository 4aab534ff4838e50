//! `timeback-dashboard backup` and `restore`.

mod key;
mod postgres;

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;

use self::key::{BackedUpKey, RestoredKey};
use super::{Settings, StartError, accounts, system_env};
use database::{BackupError, Database, Restore};

/// Why there is no backup, or the database is still the one that it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupFailure {
    /// The database's file could not be copied.
    #[error(transparent)]
    File(#[from] BackupError),
    /// PostgreSQL has programs of its own for this.
    #[error(
        "the database is on a PostgreSQL server, which brings its own program for this; run:\n\n    {command}\n\n{note}"
    )]
    Server {
        /// The command, without the password.
        command: String,
        /// What else to know.
        note: &'static str,
    },
    /// The database is in memory.
    #[error("the database is in memory, and ends with its program")]
    InMemory,
    /// The key of the sealed secrets is nowhere.
    #[error(
        "the key is missing that the secrets in the backup were sealed with: put it into {file}, or set AUTH_SECRET_KEY"
    )]
    NoKey {
        /// Where it is expected.
        file: String,
    },
    /// The key is another one.
    #[error("the secrets in the backup were sealed with another key than that in {place}")]
    OtherKey {
        /// Where the key is from.
        place: String,
        /// The failure.
        #[source]
        source: identity::Error,
    },
    /// A key file could not be read or written.
    #[error("the key in {file} could not be read or written")]
    Key {
        /// The file.
        file: String,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
}

/// Writes a backup of the database to `file` while the dashboard runs, and the key of its sealed secrets to `file`.key,
/// if the key is not in the settings. Prints what the backup contains.
///
/// # Errors
/// Returns [`StartError::Backup`] when no backup was made, with the reason.
pub async fn back_up(settings: &Settings, file: &Path, overwrite: bool) -> Result<(), StartError> {
    let database = database_file(settings, |url| postgres::dump(url, file))?;
    let key = BackedUpKey::find(settings, file, overwrite)?;
    let contents = database::back_up(&database, file, overwrite)
        .await
        .map_err(BackupFailure::from)?;
    println!("{}: {contents}", file.display());
    println!("{}", key.write()?);
    Ok(())
}

/// Puts the backup in `file` in the place of the database, which stays beside it under another name, as its key does. All
/// users are signed out. Prints what was restored.
///
/// # Errors
/// Returns [`StartError::Backup`] when nothing was restored, with the reason.
pub async fn restore(settings: &Settings, file: &Path) -> Result<(), StartError> {
    let env = system_env();
    let database = database_file(settings, |url| postgres::restore(url, file))?;
    let key = RestoredKey::find(settings, file)?;
    let restore = Restore::prepare(&database, file)
        .await
        .map_err(BackupFailure::from)?;
    let mut opened = settings.clone();
    opened.accounts.secret_key = Some(key.bytes.clone());
    let copy = Database::open(&restore.url()).await?;
    let made_safe = match accounts::open(&opened, copy.clone(), &env) {
        Ok(identity) => identity.make_safe_after_restore().await,
        Err(error) => return Err(error),
    };
    copy.close().await;
    let signed_out = made_safe.map_err(|source| match source {
        identity::Error::Unreadable(_) => StartError::from(BackupFailure::OtherKey {
            place: key.place.clone(),
            source,
        }),
        source => source.into(),
    })?;
    let suffix = env.clock()().strftime(".before-%Y%m%dT%H%M%SZ").to_string();
    let contents = restore.contents().clone();
    let kept = restore.finish(&suffix).await.map_err(BackupFailure::from)?;
    key.place_beside(&database, &suffix)?;
    println!(
        "{}: {contents}; {signed_out} sessions ended",
        database.display()
    );
    if let Some(kept) = kept {
        println!("the former database is {}", kept.display());
    }
    Ok(())
}

/// The database's file; of one on a server, how it is done there.
fn database_file(
    settings: &Settings,
    on_server: impl FnOnce(&str) -> BackupFailure,
) -> Result<PathBuf, BackupFailure> {
    let url = settings.database_url.expose_secret();
    if let Some(file) = database::file(url) {
        return Ok(file);
    }
    Err(if url.starts_with("postgres") {
        on_server(url)
    } else {
        BackupFailure::InMemory
    })
}
