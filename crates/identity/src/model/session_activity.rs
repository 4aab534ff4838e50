use jiff::Timestamp;

use super::device::Device;

/// From where a session was used: by which device, and at which network address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionActivity {
    /// Its identifier.
    pub id: String,
    /// The `User-Agent`.
    pub user_agent: Option<String>,
    /// What the `User-Agent` says of the device.
    pub device: Device,
    /// The network address.
    pub address: Option<String>,
    /// Where the address is, as far as a table of places says.
    pub place: Place,
    /// When the session was last used from there.
    pub last_seen_at: Timestamp,
}

/// The place of a network address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The city, in English.
    pub city: Option<String>,
    /// The country, in English.
    pub country: Option<String>,
}
