use serde::{Deserialize, Serialize};

/// An active session of the user, and from where it was last used. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionWithActivities {
    /// The session's identifier.
    pub id: String,
    /// Whether it is the current session.
    pub is_current: bool,
    /// When it was last used.
    pub last_active_at: i64,
    /// When it ends at the latest.
    pub expire_at: i64,
    /// When it began.
    pub created_at: i64,
    /// From where it was last used.
    pub latest_activity: Option<SessionActivity>,
}

/// From where a session was used. Whatever is not known is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionActivity {
    /// Its identifier.
    pub id: String,
    /// The kind of device, such as `iPhone` or `Windows`.
    pub device_type: Option<String>,
    /// Whether it is a phone or a tablet.
    pub is_mobile: bool,
    /// The browser's name.
    pub browser_name: Option<String>,
    /// The browser's version.
    pub browser_version: Option<String>,
    /// The network address.
    pub ip_address: Option<String>,
    /// The city of that address.
    pub city: Option<String>,
    /// The country of that address.
    pub country: Option<String>,
}
