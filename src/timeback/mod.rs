//! The Timeback SDK: what Timeback is. Knows no leptos and no axum.
//!
//! The shared types below also compile for the browser; the client that fills them needs feature `sdk`.
//!
//! ```no_run
//! # #[cfg(feature = "sdk")]
//! # async fn example() -> Result<(), timeback_dashboard::timeback::UserError> {
//! use timeback_dashboard::timeback::{Config, Timeback};
//!
//! let timeback = Timeback::new(Config::staging("client-id", "client-secret".into()));
//! if timeback.user().verify("student@example.com").await?.is_verified() {
//!     let profile = timeback.user().get_profile("student@example.com").await?;
//!     println!("XP today: {}", profile.xp.today);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`capabilities`] sets what it can do beside what the official SDKs can.

#[cfg(doc)]
#[doc = include_str!("capabilities.md")]
pub mod capabilities {}

mod number;
pub mod profile;
pub mod progress;
pub mod snapshot;
pub mod verification;

#[cfg(feature = "sdk")]
pub mod activity;
#[cfg(feature = "sdk")]
pub mod app_config;
#[cfg(feature = "sdk")]
pub mod breakdown;
#[cfg(feature = "sdk")]
pub mod cache;
#[cfg(feature = "sdk")]
pub mod caliper;
#[cfg(feature = "sdk")]
pub mod client;
#[cfg(feature = "sdk")]
pub mod clock;
#[cfg(feature = "sdk")]
pub mod config;
#[cfg(feature = "sdk")]
pub mod day;
#[cfg(feature = "sdk")]
pub mod edubridge;
#[cfg(feature = "sdk")]
pub mod error;
#[cfg(feature = "sdk")]
mod grade;
#[cfg(feature = "sdk")]
mod history;
#[cfg(feature = "sdk")]
mod lenient;
#[cfg(feature = "sdk")]
pub mod oneroster;
#[cfg(feature = "sdk")]
pub mod outbox;
#[cfg(feature = "sdk")]
mod probe;
#[cfg(feature = "sdk")]
mod sum;
#[cfg(feature = "sdk")]
mod transport;
#[cfg(feature = "sdk")]
pub mod user;

#[cfg(all(test, feature = "sdk"))]
mod fuzz;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use profile::{Course, Goals, School, TimebackProfile, Xp};
pub use progress::{DayActivity, Progress};
pub use snapshot::Snapshot;
pub use verification::Verification;

#[cfg(feature = "sdk")]
pub use self::{
    activity::ActivityClient,
    app_config::{AppConfig, ConfiguredCourse, CourseError, CourseSelector},
    breakdown::{Breakdown, Share},
    cache::{Freshness, PartsByDeadline, SessionCache},
    caliper::CaliperClient,
    client::Timeback,
    clock::Clock,
    config::{Config, ConfigError, Environment},
    day::{Day, ProfileOptions, UnknownTimeZone},
    edubridge::EduBridge,
    error::{Error, Failure, Service, UserError, UserResolutionError},
    oneroster::OneRoster,
    outbox::Outbox,
    transport::{Circuit, Health, Jitter, Resilience, ServiceHealth},
    user::{
        ActivitySummary, Candidate, CourseProgress, EnrolledCourse, Part, ProfileParts, UserClient,
        UserKey, UserRecord,
    },
};
