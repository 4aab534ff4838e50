use super::MemoryFiles;

/// A build without `embedded-site` contains no site.
pub(super) fn files() -> MemoryFiles {
    MemoryFiles::default()
}
