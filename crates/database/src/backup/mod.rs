//! Backup and restore of a SQLite database.

mod contents;
mod error;
mod place;
mod restore;

use std::{fs, path::Path};

use sqlx::{Connection as _, SqliteConnection};

pub use self::{contents::Contents, error::BackupError, place::write_private, restore::Restore};
use self::{
    contents::{count, open, verify},
    error::at,
    place::{beside, create, remove, rename},
};

/// Copies the database in the file `database` to `to`, as it is at one moment, while programs read and write it. The copy
/// is one file that only its owner may read; it is verified, and gets its name when it is on the disk. An existing file is
/// replaced only with `overwrite`.
///
/// # Errors
/// Returns [`BackupError`] when the database is missing or damaged, or the copy cannot be written or verified; no file is
/// left then.
pub async fn back_up(database: &Path, to: &Path, overwrite: bool) -> Result<Contents, BackupError> {
    let name = |file: &Path| file.display().to_string();
    if !database.exists() {
        return Err(BackupError::Missing {
            file: name(database),
        });
    }
    let real = |file: &Path| fs::canonicalize(file).ok();
    if to.exists() && real(database) == real(to) {
        return Err(BackupError::Itself { file: name(to) });
    }
    if to.exists() && !overwrite {
        return Err(BackupError::Exists { file: name(to) });
    }
    let partial = beside(to, ".partial");
    let copied = copy(database, &partial).await;
    let placed = copied.and_then(|contents| {
        rename(&partial, to).map_err(at(to))?;
        Ok(contents)
    });
    if placed.is_err() {
        // The first error says more than that of removing what is left.
        let _removed = remove(&partial);
    }
    placed
}

/// Copies the database to `to`, and verifies the copy.
async fn copy(database: &Path, to: &Path) -> Result<Contents, BackupError> {
    let path = to.to_str().ok_or(BackupError::Name)?;
    // SQLite fills an empty file, and leaves its permissions.
    create(to).map_err(at(to))?;
    let mut source = open(database).await?;
    let (before, expected) = (version(&mut source).await?, count(&mut source).await?);
    sqlx::query("VACUUM INTO $1")
        .bind(path)
        .execute(&mut source)
        .await?;
    let is_quiet = version(&mut source).await? == before;
    source.close().await?;
    let mut copy = open(to).await?;
    let copied = verify(&mut copy, to).await?;
    copy.close().await?;
    if is_quiet && copied != expected {
        return Err(BackupError::Incomplete {
            copied: copied.to_string(),
            expected: expected.to_string(),
        });
    }
    Ok(copied)
}

/// A number that changes when another connection commits.
async fn version(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("PRAGMA data_version")
        .fetch_one(connection)
        .await
}
