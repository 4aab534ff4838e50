//! Who uses a SQLite database: a lock on a file beside it, shared by the processes that have it open, exclusive while it
//! is restored. SQLite's own locks end with its transactions.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use super::{Error, files::PRIVATE_FILE};

/// A lock that is held until it is dropped, or its process dies.
#[derive(Debug)]
pub(super) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes a share of the lock of this database. `None` where the folder takes no new file or the file system knows no
    /// locks: there nothing can be restored either.
    ///
    /// # Errors
    /// Returns [`Error::BeingRestored`] while another process restores it.
    pub fn share(database: &Path) -> Result<Option<Self>, Error> {
        let Ok(file) = open(database) else {
            return Ok(None);
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(Error::BeingRestored),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }

    /// Takes the whole lock. `None` while a process has the database open.
    pub fn exclusive(database: &Path) -> io::Result<Option<Self>> {
        let file = open(database)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The file of the lock. SQLite follows links, and so does its lock.
pub(super) fn path(database: &Path) -> PathBuf {
    let database = std::fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut path = database.into_os_string();
    path.push("-lock");
    path.into()
}

fn open(database: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(PRIVATE_FILE)
        .open(path(database))
}
