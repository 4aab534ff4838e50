//! Detection of commits without a query. Our own: SQLite offers it by `PRAGMA data_version` only, which is a query.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

/// The state of a database after its last commit. A different stamp means that something may have been committed since, by
/// whichever process; an equal one, that nothing was.
// Without it `GET /auth/v1/user` serves three quarters of the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitStamp([u8; 96]);

/// The index of SQLite's write-ahead log. It begins with two copies of a header that counts transactions: SQLite's own
/// readers compare it to see whether anything is new (<https://sqlite.org/walformat.html>, section 2.1).
#[derive(Debug, Clone)]
pub(super) struct WalIndex(PathBuf);

impl WalIndex {
    /// The index of the database in this file.
    pub fn of(database: &Path) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-shm");
        Self(path.into())
    }

    /// Both copies as they are now; half of a new one differs from the old one, too. `None` where there is no index. It
    /// is opened each time, for SQLite makes another one when its last connection has closed; it lies in memory.
    pub fn read(&self) -> Option<CommitStamp> {
        let mut header = [0; 96];
        File::open(&self.0).ok()?.read_exact(&mut header).ok()?;
        Some(CommitStamp(header))
    }
}

#[cfg(test)]
mod tests {
    use crate::Database;

    #[tokio::test]
    async fn commits_change_the_stamp_and_reads_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("school.db").display());
        let (here, there) = (
            Database::open(&url).await.unwrap(),
            Database::open(&url).await.unwrap(),
        );
        let before = here.commit_stamp().unwrap();
        there.ping().await.unwrap();
        assert_eq!(here.commit_stamp(), Some(before));
        let mut transaction = there.begin().await.unwrap();
        sqlx::query("DELETE FROM users")
            .execute(&mut *transaction)
            .await
            .unwrap();
        assert_eq!(here.commit_stamp(), Some(before), "nothing is kept yet");
        sqlx::query("CREATE TABLE anything (id TEXT)")
            .execute(&mut *transaction)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        assert_ne!(here.commit_stamp(), Some(before));
    }
}
