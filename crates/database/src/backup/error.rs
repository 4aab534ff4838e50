use std::{io, path::Path};

/// Why a database was not backed up or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file of the backup is there already.
    #[error("{file} exists already: name another file, or add --overwrite")]
    Exists {
        /// The file.
        file: String,
    },
    /// The backup would replace the database itself.
    #[error("{file} is the database itself: name another file")]
    Itself {
        /// The file.
        file: String,
    },
    /// There is no such file.
    #[error("there is no file {file}")]
    Missing {
        /// The file.
        file: String,
    },
    /// The path cannot be passed on to SQLite.
    #[error("the name of the file must be valid UTF-8")]
    Name,
    /// The integrity check found something.
    #[error("{file} is damaged: {found}")]
    Damaged {
        /// The file.
        file: String,
        /// The first line of what SQLite's check reports.
        found: String,
    },
    /// Nobody wrote while the copy was made, and yet it contains something else.
    #[error("the copy is not what the database contains: {copied} instead of {expected}")]
    Incomplete {
        /// What the copy contains.
        copied: String,
        /// What the database contains.
        expected: String,
    },
    /// The file is no database of this program.
    #[error("{file} is no backup of this program")]
    NotOurs {
        /// The file.
        file: String,
    },
    /// The file is from a version with migrations that this one does not know.
    #[error("{file} was made by a newer version of this program: install that version first")]
    Newer {
        /// The file.
        file: String,
    },
    /// The file is a copy of a database in use, whose last changes are in another file.
    #[error(
        "{file} is not complete: a part of it is in {file}-wal. Make backups with `timeback-dashboard backup`"
    )]
    Unfinished {
        /// The file.
        file: String,
    },
    /// A process has the database open.
    #[error("a program runs on {file}: stop it, and restore then")]
    InUse {
        /// The file of the database.
        file: String,
    },
    /// A query failed.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The backup could not be brought to this version's schema.
    #[error("the backup cannot be migrated")]
    Migration(#[source] crate::Error),
    /// The folder of the database could not be created.
    #[error(transparent)]
    Folder(crate::Error),
    /// A file could not be read or written.
    #[error("{file} could not be read or written")]
    Io {
        /// The file.
        file: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
}

impl BackupError {
    /// The same about the file that was copied.
    pub(super) fn about(self, backup: &Path) -> Self {
        let file = backup.display().to_string();
        match self {
            Self::NotOurs { .. } => Self::NotOurs { file },
            Self::Damaged { found, .. } => Self::Damaged { file, found },
            other => other,
        }
    }
}

/// Names the file in an I/O error.
pub(super) fn at(file: &Path) -> impl FnOnce(io::Error) -> BackupError {
    move |source| BackupError::Io {
        file: file.display().to_string(),
        source,
    }
}
