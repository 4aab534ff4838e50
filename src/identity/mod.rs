//! Who you are: users, their identities, browser sessions and sign-ins under way.
//!
//! Knows neither leptos nor axum. Time and chance are parameters ([`Clock`], [`Random`]); what is stored is stored by
//! [`Store`], in SQLite.

mod email;
mod error;
mod flow;
pub mod oidc;
mod retention;
mod session;
mod store;
mod surroundings;
mod token;
mod user;

pub use email::{Email, InvalidEmail};
pub use error::Error;
pub use flow::{Flow, FlowStart};
pub use session::{ABSOLUTE_LIFETIME, ActiveSession, EndReason, IDLE_LIFETIME, SessionId};
pub use store::Store;
pub use surroundings::{Clock, Random, Surroundings};
pub use token::Token;
pub use user::{SignedIn, User, UserId};

/// The accounts of this dashboard: every verb about users and sessions starts here. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    store: Store,
    surroundings: Surroundings,
}

impl Identity {
    /// Accounts kept in `store`.
    pub fn new(store: Store, surroundings: Surroundings) -> Self {
        Self {
            store,
            surroundings,
        }
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// The store's own error when it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        self.store.ping().await
    }
}
