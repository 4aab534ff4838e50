//! Tags that group the operations in the API document.

pub const PROGRAMS: &str = "Clerk Backend API";
pub const BROWSERS: &str = "Clerk Frontend API";
