//! How the document groups the operations.

pub const SIGN_IN: &str = "Signing in and out";
pub const USER: &str = "The user";
pub const MAIL: &str = "Mailed codes";
pub const FACTORS: &str = "Second factors";
pub const ADMIN: &str = "Administration";
pub const SERVER: &str = "The server";
