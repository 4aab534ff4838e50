use std::fmt;

use url::Url;

/// A Caliper sensor: an `http` or `https` URL, exactly as configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensor(String);

impl Sensor {
    /// Parses an `http` or `https` URL with a host.
    pub fn parse(url: &str) -> Option<Self> {
        let parsed = Url::parse(url).ok()?;
        let is_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
        is_web.then(|| Self(url.to_owned()))
    }

    /// Returns the origin of a launch URL, without a trailing slash.
    pub fn of_launch_url(launch_url: &Url) -> Self {
        Self(launch_url.origin().ascii_serialization())
    }

    /// Returns the URL as configured.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
