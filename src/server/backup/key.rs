//! The key of the sealed secrets: a backup is of no use without it.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use super::BackupFailure;
use crate::server::{Settings, accounts::key_file, config::parse_key};
use database::{BackupError, write_private};

/// What becomes of the key in a backup.
pub(super) enum BackedUpKey {
    /// It is in the settings, and stays there.
    InSettings,
    /// It is copied from the file beside the database.
    Copied {
        /// The text of that file.
        text: SecretString,
        /// The file beside the backup.
        to: PathBuf,
    },
}

impl BackedUpKey {
    /// Finds the key, and checks that it may be written.
    pub fn find(
        settings: &Settings,
        backup: &Path,
        overwrite: bool,
    ) -> Result<Self, BackupFailure> {
        if settings.accounts.secret_key.is_some() {
            return Ok(Self::InSettings);
        }
        let to = beside(backup);
        if to.exists() && !overwrite {
            let file = to.display().to_string();
            return Err(BackupError::Exists { file }.into());
        }
        let from =
            key_file(settings.database_url.expose_secret()).ok_or(BackupFailure::InMemory)?;
        let text = fs::read_to_string(&from).map_err(at(&from))?.into();
        Ok(Self::Copied { text, to })
    }

    /// Writes it. Returns a sentence on where it is.
    pub fn write(&self) -> Result<String, BackupFailure> {
        let Self::Copied { text, to } = self else {
            return Ok(
                "The key to the secrets in the backup is AUTH_SECRET_KEY: keep that, too."
                    .to_owned(),
            );
        };
        write_private(to, text.expose_secret().as_bytes(), None).map_err(at(to))?;
        Ok(format!(
            "{}: the key to the secrets in the backup. A restore needs both files; anyone who has both can read the secrets.",
            to.display()
        ))
    }
}

/// The key for a restored database.
pub(super) struct RestoredKey {
    pub bytes: SecretSlice<u8>,
    /// Where it is from.
    pub place: String,
    /// The text of the file beside the backup, which goes beside the database.
    text: Option<SecretString>,
}

impl RestoredKey {
    /// The key in the settings, that beside the backup, or that beside the database.
    pub fn find(settings: &Settings, backup: &Path) -> Result<Self, BackupFailure> {
        if let Some(key) = &settings.accounts.secret_key {
            return Ok(Self {
                bytes: key.clone(),
                place: "AUTH_SECRET_KEY".to_owned(),
                text: None,
            });
        }
        let brought = beside(backup);
        if let Some(text) = read(&brought)? {
            return Ok(Self {
                bytes: parse(&brought, &text)?,
                place: brought.display().to_string(),
                text: Some(text),
            });
        }
        let missing = || BackupFailure::NoKey {
            file: brought.display().to_string(),
        };
        let own = key_file(settings.database_url.expose_secret()).ok_or_else(missing)?;
        let text = read(&own)?.ok_or_else(missing)?;
        Ok(Self {
            bytes: parse(&own, &text)?,
            place: own.display().to_string(),
            text: None,
        })
    }

    /// Writes a key that came with the backup beside the database. Another one that is there stays beside it with the
    /// ending `suffix`.
    pub fn place_beside(&self, database: &Path, suffix: &str) -> Result<(), BackupFailure> {
        let file = database.with_extension("key");
        let Some(text) = &self.text else {
            return Ok(());
        };
        let former = read(&file)?;
        if former.is_some_and(|former| former.expose_secret() == text.expose_secret()) {
            return Ok(());
        }
        let kept = with_ending(&file, suffix);
        write_private(&file, text.expose_secret().as_bytes(), Some(&kept)).map_err(at(&file))
    }
}

/// The key file of a backup.
fn beside(backup: &Path) -> PathBuf {
    with_ending(backup, ".key")
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(ending);
    path.into()
}

/// The text of a key file, if it is there.
fn read(file: &Path) -> Result<Option<SecretString>, BackupFailure> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(file)(error)),
    }
}

fn parse(file: &Path, text: &SecretString) -> Result<SecretSlice<u8>, BackupFailure> {
    parse_key(text.expose_secret()).ok_or_else(|| at(file)(io::ErrorKind::InvalidData.into()))
}

fn at(file: &Path) -> impl FnOnce(io::Error) -> BackupFailure {
    move |source| BackupFailure::Key {
        file: file.display().to_string(),
        source,
    }
}
