//! Who is looking, and the end of their session as every tab hears it.

mod watch;

#[cfg(feature = "ssr")]
mod current;

#[cfg(feature = "ssr")]
pub use current::{Viewer, use_viewer};
pub use watch::{AnnounceSignedOut, WatchSession, leave};
