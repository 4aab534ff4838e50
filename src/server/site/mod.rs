//! The built site: the files that browsers load, from a folder or from inside the binary.

#[cfg(feature = "embedded-site")]
mod embedded;
#[cfg(not(feature = "embedded-site"))]
#[path = "not_embedded.rs"]
mod embedded;
mod memory;
mod routes;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

pub use self::memory::MemoryFiles;
use super::Settings;

/// Folder of the built site when neither `LEPTOS_SITE_ROOT` is set nor the binary contains one: where cargo-leptos
/// builds it.
const BUILT: &str = "target/site";

/// List of the hashes in file names, as cargo-leptos writes it.
const HASHES: &str = "hash.txt";

/// Where the files of the site come from.
#[derive(Debug, Clone)]
pub enum Site {
    /// A folder.
    Folder(PathBuf),
    /// Inside the binary.
    Memory(MemoryFiles),
}

impl Site {
    /// The folder in `LEPTOS_SITE_ROOT`, the site in a binary that was built with `embedded-site`, or the folder in
    /// which cargo-leptos builds one.
    pub fn of(settings: &Settings) -> Self {
        if let Some(folder) = &settings.site_root {
            return Self::Folder(folder.clone());
        }
        let embedded = Self::Memory(embedded::files());
        if embedded.is_built() {
            embedded
        } else {
            Self::Folder(BUILT.into())
        }
    }

    /// Whether there is a built site.
    pub fn is_built(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.join("pkg").is_dir(),
            Self::Memory(files) => files.is_folder("pkg"),
        }
    }

    /// The list of the hashes in file names: beside the binary, or inside it. Empty for a build without hashed names,
    /// such as `make dev`.
    ///
    /// # Errors
    /// Returns the I/O error when the list exists but cannot be read.
    pub fn hashes(&self) -> io::Result<String> {
        match self {
            Self::Folder(_) => read_list(&std::env::current_exe()?.with_file_name(HASHES)),
            Self::Memory(files) => Ok(files.text(HASHES).unwrap_or_default().to_owned()),
        }
    }
}

fn read_list(file: &Path) -> io::Result<String> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        outcome => outcome,
    }
}

/// The folder, or words for the binary.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Memory(_) => f.write_str("inside this program"),
        }
    }
}
