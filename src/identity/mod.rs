//! Who you are: users, their identities, browser sessions and sign-ins under way.
//!
//! Knows neither leptos nor axum. Time and chance are parameters ([`Clock`], [`Random`]).

mod email;
mod error;
mod flow;
pub mod oidc;
mod retention;
mod session;
mod surroundings;
mod token;
mod user;

pub use email::{Email, InvalidEmail};
pub use error::Error;
pub use flow::{Flow, FlowStart};
pub use session::{ABSOLUTE_LIFETIME, ActiveSession, EndReason, IDLE_LIFETIME, SessionId};
pub use surroundings::{Clock, Random, Surroundings};
pub use token::Token;
pub use user::{SignedIn, User, UserId};

use crate::database::Database;

/// The accounts of this dashboard: every verb about users and sessions starts here. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    database: Database,
    surroundings: Surroundings,
}

impl Identity {
    /// Accounts kept in `database`.
    pub fn new(database: Database, surroundings: Surroundings) -> Self {
        Self {
            database,
            surroundings,
        }
    }

    /// Whether the accounts can be looked up.
    ///
    /// # Errors
    /// Why they cannot.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.database.ping().await?)
    }
}
