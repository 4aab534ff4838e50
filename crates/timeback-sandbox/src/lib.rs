//! A Timeback platform to run against when you have no credentials.
//!
//! Serves all APIs of the platform from one origin: the token endpoint, `OneRoster`, `EduBridge` and
//! Caliper, with the real formats and errors. Shares no type with the crate `timeback`: tests over
//! HTTP verify that the two agree. `/_sandbox/…` is a control API for tests: users, request counts
//! and fault injection.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

pub mod account;
mod bearer;
mod caliper;
mod control;
mod edubridge;
pub mod faults;
mod home;
pub mod idp;
mod imsx;
mod intercept;
mod oneroster;
pub mod requests;
pub mod school;
mod serve;
#[cfg(test)]
mod tests;
mod token;

use std::sync::Arc;

use axum::{Router, middleware};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use account::Account;
pub use serve::serve;
use url::Url;

use caliper::event_log::EventLog;
use faults::Faults;
use idp::Idp;
use oneroster::gradebook::Gradebook;
use requests::Requests;
use school::School;
use school::fact::Fact;
use school::fact_store::FactStore;
use school::person::Person;
use school::roster::Roster;
use school::track::Tracks;
use token::AccessTokens;

/// Client id of the only API client.
pub const CLIENT_ID: &str = "sandbox";

/// Client secret of the only API client. Public, like all data of the sandbox.
pub const CLIENT_SECRET: &str = "sandbox-secret";

/// Source of the current time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Source of cryptographically secure random bytes.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// An in-memory Timeback platform. Clones share its state.
#[derive(Clone)]
pub struct Sandbox(Arc<State>);

struct State {
    clock: Clock,
    idp: Idp,
    school: School,
    fact_store: FactStore,
    event_log: EventLog,
    gradebook: Gradebook,
    tracks: Tracks,
    tokens: AccessTokens,
    faults: Faults,
    requests: Requests,
}

impl Sandbox {
    /// Creates a sandbox served at `origin`. Histories end today by `clock`.
    pub fn new(origin: &Url, clock: Clock, random: Random) -> Self {
        let school = School::new(utc_day(clock()));
        let accounts = Arc::new(account::LoginAccounts);
        Self(Arc::new(State {
            idp: Idp::new(origin.as_str(), accounts, clock.clone(), random),
            clock,
            tracks: Tracks::new(school.initial_roster().courses()),
            school,
            fact_store: FactStore::default(),
            event_log: EventLog::default(),
            gradebook: Gradebook::default(),
            tokens: AccessTokens::default(),
            faults: Faults::default(),
            requests: Requests::default(),
        }))
    }

    /// Returns the router: the platform's routes, the control API and the home page.
    pub fn router(&self) -> Router {
        let data = Router::new()
            .merge(oneroster::router())
            .merge(oneroster::gradebook::router())
            .merge(edubridge::router())
            .merge(caliper::router())
            .route_layer(middleware::from_fn_with_state(
                self.clone(),
                bearer::require,
            ));
        Router::new()
            .merge(data)
            .merge(token::router())
            .merge(self.0.idp.router())
            .fallback(imsx::no_such_route)
            .layer(middleware::from_fn_with_state(
                self.clone(),
                intercept::intercept,
            ))
            .merge(control::router())
            .merge(home::router())
            .with_state(self.clone())
    }

    /// Returns the sandbox's current time.
    pub fn now(&self) -> Timestamp {
        (self.0.clock)()
    }

    fn school(&self) -> &School {
        &self.0.school
    }

    fn roster(&self) -> Arc<Roster> {
        self.school().roster()
    }

    fn facts_of(&self, person: &Person) -> Vec<Fact> {
        self.0
            .fact_store
            .facts(self.school().initial_roster(), person, utc_day(self.now()))
    }
}

fn utc_day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}
