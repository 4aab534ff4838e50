//! Files that are there whole or not at all: written under another name, brought to the disk, and then renamed.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use crate::files::PRIVATE_FILE;

/// The path with this ending.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(ending);
    path.into()
}

/// Creates an empty file that only its owner may read, in place of one that a former attempt left.
pub(super) fn create(file: &Path) -> io::Result<File> {
    remove(file)?;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE_FILE)
        .open(file)
}

/// Removes a file, if it is there.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Renames a complete file, once it is on the disk.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    let folder = to.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Keeps a file under another name, beside the one that is about to take its place. The first name leads to a file at
/// every moment, where the file system has hard links.
pub(super) fn keep(file: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(file, kept).or_else(|_| fs::rename(file, kept))
}

/// Writes a small private file, such as a key. One that is there is kept under `kept`.
///
/// # Errors
/// Returns the I/O error of writing or renaming.
pub fn write_private(file: &Path, bytes: &[u8], kept: Option<&Path>) -> io::Result<()> {
    use io::Write as _;
    let partial = beside(file, ".partial");
    create(&partial)?.write_all(bytes)?;
    match kept {
        Some(kept) if file.exists() => keep(file, kept)?,
        _ => {}
    }
    rename(&partial, file)
}
