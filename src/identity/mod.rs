//! Who you are: users, how they prove it, their sessions in browsers and API clients, and the log of what happened.
//!
//! Knows neither leptos nor axum. Time and chance are parameters ([`Clock`], [`Random`]).

mod access;
mod access_token;
mod account;
mod action;
mod address_change;
pub mod admin;
mod api_session;
mod audit;
mod caller;
mod change;
mod code_sign_in;
mod email;
mod error;
pub mod factor;
mod flow;
mod joining;
mod key_ring;
mod mail;
mod metadata;
pub mod oidc;
mod one_time_code;
mod own_sessions;
mod password;
mod password_sign_in;
mod refresh;
mod refresh_token;
mod refusal;
mod retention;
mod rules;
mod session;
mod sign_out;
mod sign_up;
mod signing_key;
mod surroundings;
mod token;
mod update;
mod user;
mod vault;

pub use access::Access;
pub use access_token::{AUDIENCE, LIFETIME as ACCESS_TOKEN_LIFETIME};
pub use account::{Account, LinkedIdentity};
pub use action::Action;
pub use admin::{AccountEdit, Administrator, Ban, Page};
pub use api_session::{Grant, Renewal, ReuseCause};
pub use audit::AuditEntry;
pub use caller::Caller;
pub use code_sign_in::{CodeFor, Verified};
pub use email::{Email, InvalidEmail};
pub use error::Error;
pub use factor::{Challenge, Enrollment, Factor};
pub use flow::{Flow, FlowStart};
pub use joining::{Arrival, LinkProof, LinkStart, PendingLink};
pub use key_ring::PUBLISHED_FOR as KEYS_PUBLISHED_FOR;
pub use mail::{Mail, MailDepth, MailRefusal};
pub use metadata::Metadata;
pub use own_sessions::OwnSession;
pub use password::Password;
pub use refusal::{Denied, Refusal, Weakness};
pub use rules::Rules;
pub use session::{
    ABSOLUTE_LIFETIME, ActiveSession, EndReason, IDLE_LIFETIME, SessionId, SignInMethod,
};
pub use sign_out::SignOutScope;
pub use sign_up::SignedUp;
pub use surroundings::{Clock, Random, Surroundings};
pub use token::Token;
pub use update::Update;
pub use user::{SignedIn, User, UserId};
pub use vault::Vault;

use self::{password::Hasher, signing_key::KeyCache};
use crate::database::Database;

/// The accounts of this dashboard: every verb about users and sessions starts here. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    database: Database,
    surroundings: Surroundings,
    vault: Vault,
    rules: Rules,
    hasher: Hasher,
    keys: KeyCache,
}

impl Identity {
    /// Accounts kept in `database`, whose secrets `vault` seals.
    pub fn new(database: Database, surroundings: Surroundings, vault: Vault, rules: Rules) -> Self {
        Self {
            database,
            vault,
            rules,
            hasher: Hasher::new(surroundings.clone()),
            keys: KeyCache::default(),
            surroundings,
        }
    }

    /// What this school allows.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether the accounts can be looked up.
    ///
    /// # Errors
    /// Why they cannot.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.database.ping().await?)
    }
}
