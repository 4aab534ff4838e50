//! The edge: HTTP in, HTTP out. The only folder besides the sandbox that knows axum.

mod accounts;
mod api;
mod assets;
mod caller;
pub mod config;
pub mod context;
mod cookie;
mod health;
mod mailbox;
mod manners;
mod origin;
mod profiles;
mod router;
mod session;
mod shell;
mod sign_in;
mod start;
mod state;
mod surroundings;
pub mod telemetry;
mod typed_email;

pub use accounts::print_token;
pub use config::Settings;
pub use profiles::Profiles;
pub use router::router;
pub use start::{StartError, assemble, serve, serve_sandbox};
pub use state::AppState;
pub use surroundings::surroundings;
