use std::{
    borrow::Cow,
    collections::BTreeMap,
    future::{Ready, ready},
    io::{self, Cursor, ErrorKind, SeekFrom},
    path::{Component, Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::SystemTime,
};

use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// Files in memory, by their paths below the site's root, which `ServeDir` serves as it does those of a folder. Cheap to
/// clone.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(Arc<BTreeMap<String, MemoryFile>>);

/// A file in memory.
#[derive(Debug, Clone)]
pub struct MemoryFile {
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
    /// When it was built. With the length it makes the `ETag`.
    pub modified_at: SystemTime,
}

impl MemoryFiles {
    /// Whether any file is below this path.
    pub fn is_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        let mut from = self.0.range(prefix.clone()..);
        from.next()
            .is_some_and(|(name, _)| name.starts_with(&prefix))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(&self.0.get(path)?.bytes).ok()
    }

    fn find(&self, path: &Path) -> io::Result<OpenFile> {
        let file = self.0.get(&name(path)).ok_or(ErrorKind::NotFound)?;
        Ok(OpenFile {
            content: Cursor::new(file.bytes.clone()),
            about: about(file),
        })
    }
}

impl FromIterator<(String, MemoryFile)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (String, MemoryFile)>>(files: I) -> Self {
        Self(Arc::new(files.into_iter().collect()))
    }
}

/// The key of a path such as `./pkg/main.js`.
fn name(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn about(file: &MemoryFile) -> About {
    About {
        length: file.bytes.len() as u64,
        modified_at: Some(file.modified_at),
    }
}

impl Backend for MemoryFiles {
    type File = OpenFile;
    type Metadata = About;
    type OpenFuture = Ready<io::Result<OpenFile>>;
    type MetadataFuture = Ready<io::Result<About>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.find(&path))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let name = name(&path);
        ready(match self.0.get(&name) {
            Some(file) => Ok(about(file)),
            None if self.is_folder(&name) => Ok(About::FOLDER),
            None => Err(ErrorKind::NotFound.into()),
        })
    }
}

/// A file or folder: what `ServeDir` asks of it.
#[derive(Debug, Clone, Copy)]
pub struct About {
    length: u64,
    /// `None` for a folder.
    modified_at: Option<SystemTime>,
}

impl About {
    const FOLDER: Self = Self {
        length: 0,
        modified_at: None,
    };
}

impl Metadata for About {
    fn is_dir(&self) -> bool {
        self.modified_at.is_none()
    }

    fn modified(&self) -> io::Result<SystemTime> {
        self.modified_at.ok_or(ErrorKind::IsADirectory.into())
    }

    fn len(&self) -> u64 {
        self.length
    }
}

/// A file that is being read.
#[derive(Debug)]
pub struct OpenFile {
    content: Cursor<Cow<'static, [u8]>>,
    about: About,
}

impl File for OpenFile {
    type Metadata = About;
    type MetadataFuture<'a> = Ready<io::Result<About>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.about))
    }
}

impl AsyncRead for OpenFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(context, buffer)
    }
}

impl AsyncSeek for OpenFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.content).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(context)
    }
}
