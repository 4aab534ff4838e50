//! The files of a SQLite database: only the account that runs the server may read them, whatever its umask.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

use super::Error;

/// The permission bits of the file's owner; others get none.
pub(super) const PRIVATE_FILE: u32 = 0o600;
const PRIVATE_FOLDER: u32 = 0o700;

/// The suffixes of the files beside a database: our lock, and what SQLite keeps. It gives new ones the permissions of the
/// database itself.
const BESIDE: [&str; 4] = ["-lock", "-wal", "-shm", "-journal"];

/// The path of the database file, if `url` names one.
pub fn file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let (path, options) = path.split_once('?').unwrap_or((path, ""));
    if path == ":memory:" || options.split('&').any(|option| option == "mode=memory") {
        return None;
    }
    Some(PathBuf::from(
        &*percent_decode_str(path).decode_utf8_lossy(),
    ))
}

/// Creates the database file and its folder where they are missing, and removes the permissions of others from files
/// that exist. An existing folder is left as it is: it may contain more than the database.
///
/// # Errors
/// Returns [`Error::Folder`] or [`Error::File`] when one of them cannot be created.
pub(super) fn prepare(file: &Path) -> Result<(), Error> {
    make_folder(file)?;
    make_file(file).map_err(|source| Error::File {
        file: file.display().to_string(),
        source,
    })?;
    // SQLite follows links, and keeps the others beside the file itself.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    make_private(&file);
    for suffix in BESIDE {
        let mut beside = file.as_os_str().to_owned();
        beside.push(suffix);
        make_private(Path::new(&beside));
    }
    Ok(())
}

/// Removes the permissions of others from a file, if it exists.
pub fn make_private(file: &Path) {
    let outcome = fs::metadata(file).and_then(|metadata| {
        let mode = metadata.permissions().mode() & 0o7777;
        // A file that its owner made read-only stays so.
        let private = mode & PRIVATE_FILE;
        if mode == private {
            return Ok(());
        }
        fs::set_permissions(file, fs::Permissions::from_mode(private))
    });
    match outcome {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            // Some file systems have no permissions, and a file may belong to somebody else.
            let file = file.display();
            tracing::warn!(%error, "others may be able to read {file}: its permissions could not be changed to 0600");
        }
        _ => {}
    }
}

fn make_file(file: &Path) -> io::Result<()> {
    if fs::exists(file)? {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    options.mode(PRIVATE_FILE).open(file).map(|_| ())
}

pub(super) fn make_folder(file: &Path) -> Result<(), Error> {
    let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(PRIVATE_FOLDER);
    builder.create(folder).map_err(|source| Error::Folder {
        folder: folder.display().to_string(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::file;

    #[test]
    fn a_url_names_the_file_that_the_driver_opens() {
        for (url, expected) in [
            ("sqlite:data/dashboard.db", Some("data/dashboard.db")),
            ("sqlite:///srv/a.db?cache=private", Some("/srv/a.db")),
            ("sqlite:my%20school.db", Some("my school.db")),
            ("sqlite::memory:", None),
            ("sqlite:x?mode=memory", None),
            ("postgres://host/database", None),
        ] {
            assert_eq!(file(url).as_deref(), expected.map(Path::new), "{url}");
        }
    }
}
