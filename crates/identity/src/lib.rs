//! User accounts: credentials, sessions of browsers and API clients, and the audit log.
//!
//! Independent of leptos and axum. The clock and the random number generator are parameters ([`Clock`], [`Rng`]).

mod aal;
mod access_token;
mod account;
mod account_changes;
mod account_linking;
mod account_sessions;
pub mod account_settings;
mod action;
mod address_change;
mod address_keys;
pub mod admin;
mod api_session;
mod audit;
mod auth_context;
mod auth_policy;
mod browser_auth;
mod browser_session;
mod browser_sign_in;
mod client_info;
mod code_check;
mod code_flow;
mod code_purpose;
mod code_sign_in;
mod email;
mod env;
mod equal_work;
mod error;
pub mod factor;
mod flow;
mod given_key;
mod key_ring;
pub mod limits;
mod mail;
mod mailed_link;
mod metadata;
pub mod oidc;
mod one_time_code;
mod password;
mod password_sign_in;
mod pkce;
mod presented_code;
mod profile_read;
mod proof;
mod published_issuer;
mod refresh;
mod refresh_token;
mod refusal;
mod retention;
mod session;
mod sign_out;
mod sign_up;
mod signing_key;
mod token;
mod typed_text;
mod unit_of_work;
mod update;
mod user;
mod vault;

pub use aal::Aal;
pub use access_token::{AUDIENCE, LIFETIME as ACCESS_TOKEN_LIFETIME};
pub use account::{Account, LinkedIdentity};
pub use account_changes::{AccountChanges, Cursor};
pub use account_linking::{LinkProof, LinkStart, LinkedAccount, PendingLink, ProviderSignIn};
pub use account_sessions::OwnSession;
pub use account_settings::{OwnAccount, PersonName, Proof, Renewed};
pub use action::Action;
pub use admin::{
    AccountEdit, Administrator, AuditFilter, Ban, GeneratedLink, InvalidAuditFilter, LinkFor,
    LinkRequest, NewPassword, Order, Page,
};
pub use api_session::{Grant, Renewal, ReuseCause};
pub use audit::AuditEntry;
pub use auth_context::AuthContext;
pub use auth_policy::AuthPolicy;
pub use browser_sign_in::Confirmed;
pub use client_info::ClientInfo;
pub use code_flow::CodeFlow;
pub use code_sign_in::Verified;
pub use email::{Email, InvalidEmail};
pub use env::{Clock, Env, Rng};
pub use error::Error;
pub use factor::{Challenge, Enrollment, Factor};
pub use flow::{Flow, FlowStart};
pub use given_key::GivenKey;
pub use key_ring::PUBLISHED_FOR as KEYS_PUBLISHED_FOR;
pub use mail::{Mail, MailDepth, MailRefusal};
pub use mailed_link::MailedLink;
pub use metadata::Metadata;
pub use password::{ImportedHash, InvalidHash, Password};
pub use pkce::{AppLink, CodeChallenge, InvalidChallenge, RedirectAllowlist};
pub use presented_code::{InvalidCode, OneTimeCode};
pub use refusal::{Denied, Refusal, Weakness};
pub use session::{
    ABSOLUTE_LIFETIME, ActiveSession, EndReason, IDLE_LIFETIME, SessionId, SignInMethod,
};
pub use sign_out::SignOutScope;
pub use sign_up::SignedUp;
pub use token::Token;
pub use update::Update;
pub use user::{NextStep, SignedIn, User, UserId};
pub use vault::Vault;

use self::{limits::Limits, password::Hasher, signing_key::KeyCache};
use database::Database;

/// The account service: every operation on users and sessions is a method of it. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    database: Database,
    env: Env,
    vault: Vault,
    policy: AuthPolicy,
    hasher: Hasher,
    keys: KeyCache,
    given_key: Option<GivenKey>,
    limits: Limits,
    /// When a profile read was last logged, by session.
    noted_reads: moka::sync::Cache<SessionId, i64>,
}

impl Identity {
    /// An account service on `database`, whose secrets `vault` encrypts.
    pub fn new(database: Database, env: Env, vault: Vault, policy: AuthPolicy) -> Self {
        Self {
            database,
            vault,
            policy,
            hasher: Hasher::new(env.clone()),
            keys: KeyCache::default(),
            given_key: None,
            limits: Limits::new(env.clone()),
            noted_reads: moka::sync::Cache::new(profile_read::REMEMBERED),
            env,
        }
    }

    /// Signs access tokens with this key, if there is one. Tokens signed by the keys in the database stay valid.
    #[must_use]
    pub fn signing_with(mut self, key: Option<GivenKey>) -> Self {
        self.given_key = key;
        self
    }

    /// The policy.
    pub fn policy(&self) -> &AuthPolicy {
        &self.policy
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.env.clock()
    }

    /// The rate limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Checks that the database answers and takes writes.
    ///
    /// # Errors
    /// Returns the error of the database when it does not.
    pub async fn check_store(&self) -> Result<(), std::sync::Arc<sqlx::Error>> {
        self.database.check().await
    }
}
