//! The current user, and the end of their session as every tab hears it.

mod watch;

#[cfg(feature = "ssr")]
mod current_user;
#[cfg(feature = "ssr")]
mod language;

#[cfg(feature = "ssr")]
pub use current_user::{CurrentUser, use_current_user};
#[cfg(feature = "ssr")]
pub use language::use_language;
pub use watch::{AnnounceSignedOut, WatchSession, leave};
