//! Templates of tokens for services.

mod create;
mod delete;
mod read;
pub(crate) mod shipped;
mod update;

pub use create::{CreateTemplateError, NewTemplate};
pub use delete::DeleteTemplateError;
pub use update::{TemplateEdit, TemplateKeyEdit, UpdateTemplateError};

use std::{ops::RangeInclusive, time::Duration};

/// The lifetime of a token, unless its template or an administrator says otherwise.
pub(crate) const DEFAULT_LIFETIME: Duration = Duration::from_mins(1);

/// The shortest and the longest lifetime of a token: ten years.
pub(crate) const LIFETIMES: RangeInclusive<Duration> =
    Duration::from_secs(30)..=Duration::from_hours(10 * 365 * 24);

/// How far a token is valid before it was issued, unless its template says otherwise.
pub(crate) const DEFAULT_CLOCK_SKEW: Duration = Duration::from_secs(5);

/// The largest allowed clock skew.
pub(crate) const LARGEST_CLOCK_SKEW: Duration = Duration::from_mins(1);

/// The key of the templates' advisory lock.
const LOCK_KEY: &str = "jwt templates";
