//! `timeback-dashboard backup` and `restore`, with the built program.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use database::{Database, Restore};
use serde_json::json;
use tempfile::TempDir;

use super::{
    process::{Process, Visitor},
    program::Program,
    store::Store,
    world::{ME, STUDENT},
};

/// The size of a page of SQLite's file.
const PAGE: usize = 4096;

const TEACHER: &str = "teacher@example.com";

/// Runs a command on the database of a program in `folder`. Returns what it says, and whether it succeeded.
async fn run(folder: &Path, words: &[&str]) -> (bool, String) {
    let database = folder.join("data/school.db");
    let variables = [("DATABASE_URL", format!("sqlite:{}", database.display()))];
    let output = Process::run(folder, words, &variables).await;
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

async fn succeeds(folder: &Path, words: &[&str]) -> String {
    let (succeeded, text) = run(folder, words).await;
    assert!(succeeded, "{text}");
    text
}

async fn fails(folder: &Path, words: &[&str]) -> String {
    let (succeeded, text) = run(folder, words).await;
    assert!(!succeeded, "{text}");
    text
}

/// A stopped program, in whose database a student signed in, and its backup `monday.db`.
async fn backed_up() -> TempDir {
    let program = Program::start_after("true").await;
    program.sign_in(STUDENT).await;
    succeeds(program.folder(), &["backup", "monday.db"]).await;
    program.kill()
}

async fn users(database: PathBuf) -> i64 {
    let store = Store::at(format!("sqlite:{}", database.display()));
    store.number("SELECT COUNT(*) FROM users").await
}

/// Makes a backup while the student finishes one activity after the other. Returns what it says, and how many were
/// accepted meanwhile.
async fn back_up_under_writes(program: &Program, student: &Visitor) -> (String, u32) {
    let backup = succeeds(program.folder(), &["backup", "monday.db"]);
    tokio::pin!(backup);
    let mut writes = 0;
    loop {
        let activity = json!({
            "id": format!("fractions-{writes}"), "name": "Fractions", "course": { "code": "MATH-5" },
            "runId": format!("00000000-0000-4000-8000-{writes:012}"), "endedAt": "2026-11-28T08:00:00Z",
            "metrics": { "xpEarned": 1, "totalQuestions": 1, "correctQuestions": 1 },
        });
        tokio::select! {
            said = &mut backup => return (said, writes),
            status = student.post("/api/timeback/activity/submit", &activity) => assert_eq!(status, Some(204)),
        }
        writes += 1;
    }
}

/// The names of the files of the database, and its content.
fn data(folder: &Path) -> (Vec<String>, Vec<u8>) {
    let files = fs::read_dir(folder.join("data")).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    (names, fs::read(folder.join("data/school.db")).unwrap())
}

#[tokio::test]
async fn a_backup_made_under_writes_is_restored_and_users_sign_in_again() {
    let program = Program::start_after("true").await;
    let student = program.sign_in(STUDENT).await;
    let (said, writes) = back_up_under_writes(&program, &student).await;
    assert!(writes > 0, "nothing was written meanwhile");
    assert!(said.contains("monday.db: 1 users, 1 sessions"), "{said}");
    for name in ["monday.db", "monday.db.key"] {
        let metadata = fs::metadata(program.folder().join(name)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{name}");
    }

    program.sign_in(TEACHER).await;
    let refused = fails(program.folder(), &["restore", "monday.db"]).await;
    assert!(refused.contains("a program runs on"), "{refused}");
    assert!(program.folder().join("data/school.db-wal").exists());

    let folder = program.kill();
    let said = succeeds(folder.path(), &["restore", "monday.db"]).await;
    assert!(said.contains("1 sessions ended"), "{said}");
    let kept = said.split("the former database is ").nth(1).unwrap().trim();
    assert_eq!(users(kept.into()).await, 2, "with what was in its log");
    assert_eq!(users(folder.path().join("data/school.db")).await, 1);

    let program = Program::start_in(folder, "true").await;
    let profile = student.open_at(&program.origin(), ME).await;
    assert_eq!(profile.status(), 401, "an old session stays closed");
    let again = program.sign_in(STUDENT).await;
    assert_eq!(again.open(ME, "").await.status(), 200);
}

#[tokio::test]
async fn a_backup_is_restored_on_a_new_machine_with_its_key() {
    let old = backed_up().await;
    let new = TempDir::new().unwrap();
    let copy = |name: &str| fs::copy(old.path().join(name), new.path().join(name)).unwrap();
    copy("monday.db");
    let missing = fails(new.path(), &["restore", "monday.db"]).await;
    assert!(missing.contains("the key is missing"), "{missing}");
    fs::write(new.path().join("monday.db.key"), "42".repeat(32)).unwrap();
    let other = fails(new.path(), &["restore", "monday.db"]).await;
    assert!(other.contains("sealed with another key"), "{other}");
    copy("monday.db.key");
    succeeds(new.path(), &["restore", "monday.db"]).await;
    assert_eq!(
        data(new.path()).0,
        ["school.db", "school.db-lock", "school.key"]
    );
    fs::create_dir_all(new.path().join("site/pkg")).unwrap();
    let program = Program::start_in(new, "true").await;
    program.sign_in(STUDENT).await;
}

#[tokio::test]
async fn a_file_is_overwritten_only_when_told_and_never_the_database() {
    let folder = backed_up().await;
    for name in ["monday.db.key", "monday.db"] {
        let file = folder.path().join(name);
        let text = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let refused = fails(folder.path(), &["backup", "monday.db"]).await;
        assert!(
            refused.contains("exists already"),
            "without {name}: {refused}"
        );
        fs::write(&file, text).unwrap();
    }
    succeeds(folder.path(), &["backup", "--overwrite", "monday.db"]).await;
    let before = data(folder.path());
    let itself = ["backup", "--overwrite", "data/school.db"];
    let refused = fails(folder.path(), &itself).await;
    assert!(refused.contains("is the database itself"), "{refused}");
    assert_eq!(data(folder.path()), before);
}

#[tokio::test]
async fn what_is_damaged_newer_or_no_backup_is_refused_and_changes_nothing() {
    let folder = backed_up().await;
    let before = data(folder.path());
    let path = |name: &str| folder.path().join(name);
    // A table that a restore does not look into by itself.
    let page = Store::at(format!("sqlite:{}", path("monday.db").display()))
        .number("SELECT rootpage FROM sqlite_master WHERE name = 'images'")
        .await;
    let mut damaged = fs::read(path("monday.db")).unwrap();
    let start = (usize::try_from(page).unwrap() - 1) * PAGE;
    damaged[start..start + PAGE].fill(0xff);
    fs::write(path("damaged.db"), damaged).unwrap();
    fs::copy(path("monday.db"), path("newer.db")).unwrap();
    Store::at(format!("sqlite:{}", path("newer.db").display()))
        .execute("INSERT INTO _sqlx_migrations SELECT 999999, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1")
        .await;
    fs::write(path("letter.db"), "Dear school, ".repeat(1000)).unwrap();
    fs::write(path("empty.db"), "").unwrap();
    fs::copy(path("monday.db"), path("part.db")).unwrap();
    fs::write(path("part.db-wal"), "more").unwrap();
    for (name, why) in [
        ("damaged.db", "is damaged"),
        ("newer.db", "was made by a newer version"),
        ("letter.db", "is no backup of this program"),
        ("empty.db", "is no backup of this program"),
        ("part.db", "is not complete"),
        ("nowhere.db", "there is no file nowhere.db"),
    ] {
        let refused = fails(folder.path(), &["restore", name]).await;
        assert!(refused.contains(why), "{name}: {refused}");
        assert_eq!(data(folder.path()), before, "{name}");
    }
}

#[tokio::test]
async fn nothing_starts_on_a_database_that_is_being_restored() {
    let folder = backed_up().await;
    let database = folder.path().join("data/school.db");
    let url = format!("sqlite:{}", database.display());
    let restore = Restore::prepare(&database, &folder.path().join("monday.db")).await;
    let restore = restore.unwrap();
    let refused = Database::open(&url).await.unwrap_err().to_string();
    assert!(refused.contains("is being restored"), "{refused}");
    restore.finish(".old").await.unwrap();
    Database::open(&url).await.unwrap().close().await;
}
