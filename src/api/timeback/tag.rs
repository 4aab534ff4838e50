//! Tags that group the operations in the API document.

pub const IDENTITY: &str = "Sign-in with Timeback";
pub const ACTIVITY: &str = "Learning activity";
pub const USER: &str = "Timeback user";
