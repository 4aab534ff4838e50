//! Permissions of the files with personal data.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use super::{program::Program, world::STUDENT};

/// Starts the program with a umask that allows everything.
const CARELESS: &str = "umask 000";

/// The files of the data folder and their permissions, by name.
fn files(data: &Path) -> Vec<(String, u32)> {
    let mut files: Vec<_> = fs::read_dir(data)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (
                entry.file_name().into_string().unwrap(),
                mode(&entry.path()),
            )
        })
        .collect();
    files.sort();
    files
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn all_private() -> Vec<(String, u32)> {
    let names = [
        "school.db",
        "school.db-lock",
        "school.db-shm",
        "school.db-wal",
        "school.key",
    ];
    names.map(|name| (name.to_owned(), 0o600)).into()
}

#[tokio::test]
async fn data_files_are_private_with_any_umask() {
    let program = Program::start_after(CARELESS).await;
    program.sign_in(STUDENT).await;
    let data = program.folder().join("data");
    assert_eq!(files(&data), all_private());
    assert_eq!(mode(&data), 0o700, "the folder, which it made");
}

#[tokio::test]
async fn readable_files_become_private_at_the_next_start() {
    let folder = Program::start_after(CARELESS).await.kill();
    let data = folder.path().join("data");
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    for (name, _) in files(&data) {
        fs::set_permissions(data.join(name), Permissions::from_mode(0o666)).unwrap();
    }
    let program = Program::start_in(folder, CARELESS).await;
    program.sign_in(STUDENT).await;
    assert_eq!(files(&data), all_private());
    assert_eq!(mode(&data), 0o755, "a folder that was there is left alone");
}

#[tokio::test]
async fn a_linked_database_is_private_to_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["site/pkg", "data", "elsewhere"] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    let elsewhere = folder.path().join("elsewhere");
    let link = folder.path().join("data/school.db");
    std::os::unix::fs::symlink(elsewhere.join("real.db"), link).unwrap();
    let _program = Program::start_in(folder, CARELESS).await;
    let names = ["real.db", "real.db-lock", "real.db-shm", "real.db-wal"];
    assert_eq!(
        files(&elsewhere),
        names.map(|name| (name.to_owned(), 0o600))
    );
}
