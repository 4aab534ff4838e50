use std::fmt;

use url::Url;

/// Where an app's Caliper events come from: an `http` or `https` URL, letter by letter as it was configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensor(String);

impl Sensor {
    /// The sensor that `url` is, if it is an `http` or `https` URL with a host.
    pub fn parse(url: &str) -> Option<Self> {
        let parsed = Url::parse(url).ok()?;
        let is_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
        is_web.then(|| Self(url.to_owned()))
    }

    /// The origin of an app's launch URL, without a slash at its end.
    pub fn of_launch_url(launch_url: &Url) -> Self {
        Self(launch_url.origin().ascii_serialization())
    }

    /// The URL as it was configured.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
