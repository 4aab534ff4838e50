//! The edge: HTTP in, HTTP out. The only folder besides the sandbox that knows axum.

mod accounts;
mod activities;
mod api;
mod assets;
mod caller;
pub mod check;
pub mod config;
pub mod context;
mod cookie;
mod health;
mod link;
pub mod live;
mod mailbox;
mod manners;
pub mod metrics;
mod origin;
mod profiles;
mod report;
mod router;
mod session;
mod shell;
mod start;
mod state;
mod surroundings;
pub mod telemetry;

pub use accounts::print_token;
pub use activities::Activities;
pub use check::check;
pub use config::Settings;
pub use profiles::Profiles;
pub use router::router;
pub use start::{StartError, assemble, deliver, serve, serve_sandbox};
pub use state::AppState;
pub use surroundings::surroundings;
