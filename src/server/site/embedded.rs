use std::time::{Duration, SystemTime};

use super::memory::{MemoryFile, MemoryFiles};

/// The site and its list of hashes, where `make dist` puts them before it builds this feature.
#[derive(rust_embed::Embed)]
#[folder = "target/embedded-site"]
struct EmbeddedSite;

/// The site that was compiled in.
pub(super) fn files() -> MemoryFiles {
    let files = EmbeddedSite::iter().filter_map(|name| {
        let file = EmbeddedSite::get(&name)?;
        let seconds = file.metadata.last_modified().unwrap_or_default();
        let file = MemoryFile {
            bytes: file.data,
            modified_at: SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
        };
        Some((name.into_owned(), file))
    });
    files.collect()
}
