use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sqlx::{Connection as _, SqliteConnection, migrate::MigrateError};

use super::{
    BackupError, Contents,
    contents::{code, open, verify},
    error::at,
    place::{beside, create, keep, remove, rename},
};
use crate::{
    Error,
    engine::Engine,
    file_lock::{self, FileLock},
    files, migration,
};

/// What SQLite's URL would read as something else than a part of the path.
const RESERVED: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');

/// SQLite's primary result codes `BUSY` and `LOCKED`.
const IN_USE: [u32; 2] = [5, 6];

/// A restore under way: a verified and migrated copy of the backup, beside the database whose place it takes at the end.
/// Until then no program can open the database. Dropped before the end, it changes nothing.
#[derive(Debug)]
pub struct Restore {
    database: PathBuf,
    copy: PathBuf,
    contents: Contents,
    _lock: FileLock,
}

impl Restore {
    /// Copies the backup beside the database in the file `database`, verifies the copy, and migrates it.
    ///
    /// # Errors
    /// Returns [`BackupError`] when a process has the database open, or the backup is missing, damaged, newer than this
    /// program or none of its.
    pub async fn prepare(database: &Path, backup: &Path) -> Result<Self, BackupError> {
        let name = || backup.display().to_string();
        if !backup.is_file() {
            return Err(BackupError::Missing { file: name() });
        }
        if fs::metadata(beside(backup, "-wal")).is_ok_and(|log| log.len() > 0) {
            return Err(BackupError::Unfinished { file: name() });
        }
        files::make_folder(database).map_err(BackupError::Folder)?;
        let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
        let lock = FileLock::exclusive(&database).map_err(at(&file_lock::path(&database)))?;
        let Some(lock) = lock else {
            return Err(in_use(&database));
        };
        let mut restore = Self {
            copy: beside(&database, "-restored"),
            database,
            contents: Contents::default(),
            _lock: lock,
        };
        restore.contents = restore.fill(backup).await?;
        Ok(restore)
    }

    async fn fill(&self, backup: &Path) -> Result<Contents, BackupError> {
        let mut from = File::open(backup).map_err(at(backup))?;
        let mut to = create(&self.copy).map_err(at(&self.copy))?;
        io::copy(&mut from, &mut to).map_err(at(&self.copy))?;
        let mut connection = open(&self.copy).await?;
        let contents = verify(&mut connection, &self.copy)
            .await
            .map_err(|error| error.about(backup))?;
        connection.close().await?;
        migration::migrate(Engine::Sqlite, &self.url())
            .await
            .map_err(|error| match error {
                Error::Migration(MigrateError::VersionMissing(_)) => BackupError::Newer {
                    file: backup.display().to_string(),
                },
                error => BackupError::Migration(error),
            })?;
        Ok(contents)
    }

    /// What the backup contains.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The URL of the copy, for what has to be changed before anybody uses it. Close what you open.
    pub fn url(&self) -> String {
        let path = self.copy.to_string_lossy();
        format!("sqlite:{}", utf8_percent_encode(&path, RESERVED))
    }

    /// Puts the copy in the place of the database, which stays beside it with the ending `suffix`. Returns where, if there
    /// was one.
    ///
    /// # Errors
    /// Returns [`BackupError`] when a process has the copy or the database open, or a file cannot be renamed.
    pub async fn finish(self, suffix: &str) -> Result<Option<PathBuf>, BackupError> {
        complete(open(&self.copy).await?, &self.copy).await?;
        let kept = self
            .database
            .exists()
            .then(|| beside(&self.database, suffix));
        if let Some(kept) = &kept {
            self.set_aside(kept).await?;
        }
        rename(&self.copy, &self.database).map_err(at(&self.database))?;
        Ok(kept)
    }

    /// Keeps the former database, with what is in its log.
    async fn set_aside(&self, kept: &Path) -> Result<(), BackupError> {
        let completed = match open(&self.database).await {
            Ok(connection) => complete(connection, &self.database).await,
            Err(error) => Err(error.into()),
        };
        match completed {
            Err(error @ BackupError::InUse { .. }) => return Err(error),
            // A damaged one is kept as it is, and its log must not meet the one that follows.
            Err(_) => {
                for ending in ["-wal", "-shm"] {
                    let log = beside(&self.database, ending);
                    if log.exists() {
                        fs::rename(&log, beside(kept, ending)).map_err(at(&log))?;
                    }
                }
            }
            Ok(()) => {}
        }
        keep(&self.database, kept).map_err(at(&self.database))
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-lock"] {
            // A file that stays does no harm; the next attempt removes it.
            let _removed = remove(&beside(&self.copy, ending));
        }
    }
}

/// Brings everything into the file itself, which works for the only connection alone.
async fn complete(mut connection: SqliteConnection, file: &Path) -> Result<(), BackupError> {
    let mode: Result<String, _> = sqlx::query_scalar("PRAGMA journal_mode = DELETE")
        .fetch_one(&mut connection)
        .await;
    connection.close().await?;
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) => Err(in_use(file)),
        Err(error) if code(&error).is_some_and(|code| IN_USE.contains(&code)) => Err(in_use(file)),
        Err(error) => Err(error.into()),
    }
}

fn in_use(file: &Path) -> BackupError {
    BackupError::InUse {
        file: file.display().to_string(),
    }
}
