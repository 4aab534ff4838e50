//! Tags that group the operations in the API document.

pub const SIGN_IN: &str = "Sign-up and sign-in";
pub const USER: &str = "User";
pub const MAIL: &str = "E-mail verification";
pub const FACTORS: &str = "Multi-factor authentication";
pub const ADMIN: &str = "Admin";
pub const SERVER: &str = "Server";
