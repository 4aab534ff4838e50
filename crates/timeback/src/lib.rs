//! A client for the Timeback learning platform. Brings no web framework and no database.
//!
//! The shared types also compile for the browser, without the feature `client` (on by default), which fills them.
//!
//! ```no_run
//! # #[cfg(feature = "client")]
//! # async fn example() -> Result<(), timeback::UserError> {
//! use timeback::{Config, Timeback};
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
//! [`capabilities`] compares it with the official SDKs.

#[cfg(all(doctest, feature = "client"))]
#[doc = include_str!("../README.md")]
mod readme {}

#[cfg(doc)]
#[doc = include_str!("capabilities.md")]
pub mod capabilities {}

mod number;
pub mod profile;
pub mod progress;
pub mod snapshot;
pub mod verification;

#[cfg(feature = "client")]
pub mod activity;
#[cfg(feature = "client")]
pub mod app_config;
#[cfg(feature = "client")]
pub mod breakdown;
#[cfg(feature = "client")]
pub mod cache;
#[cfg(feature = "client")]
pub mod caliper;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "client")]
pub mod clock;
#[cfg(feature = "client")]
pub mod config;
#[cfg(feature = "client")]
pub mod day;
#[cfg(feature = "client")]
pub mod edubridge;
#[cfg(feature = "client")]
pub mod error;
#[cfg(feature = "client")]
mod grade;
#[cfg(feature = "client")]
pub mod history;
#[cfg(feature = "client")]
mod lenient;
#[cfg(feature = "client")]
pub mod oneroster;
#[cfg(feature = "client")]
pub mod outbox;
#[cfg(feature = "client")]
mod probe;
#[cfg(feature = "client")]
mod sum;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
pub mod user;

#[cfg(all(test, feature = "client"))]
mod fuzz;
#[cfg(all(test, feature = "client"))]
mod tests;

pub use profile::{Course, Goals, School, TimebackProfile, Xp};
pub use progress::{DayActivity, Progress};
pub use snapshot::Snapshot;
pub use verification::Verification;

#[cfg(feature = "client")]
pub use self::{
    activity::ActivityClient,
    app_config::{AppConfig, ConfiguredCourse, CourseError, CourseSelector},
    breakdown::{Breakdown, Share},
    cache::{Freshness, PartsByDeadline, Revision, SessionCache, SharedProfiles},
    caliper::CaliperClient,
    client::Timeback,
    clock::Clock,
    config::{Config, ConfigError, Environment},
    day::{Day, ProfileOptions, UnknownTimeZone},
    edubridge::EduBridge,
    error::{Error, Failure, Service, UserError, UserResolutionError},
    history::{DailyXp, XpTable},
    oneroster::OneRoster,
    outbox::Outbox,
    transport::{
        Call, CallObserver, Circuit, Health, Jitter, RequestHeaders, Resilience, ServiceHealth,
    },
    user::{
        ActivitySummary, Candidate, CourseProgress, CourseSize, DayDetails, DayWork,
        EnrolledCourse, Part, ProfileParts, UserClient, UserKey, UserRecord,
    },
};
