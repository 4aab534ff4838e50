//! How the document groups the operations.

pub const IDENTITY: &str = "Signing in with Timeback";
pub const ACTIVITY: &str = "What a student did";
pub const USER: &str = "The student on Timeback";
