//! Which of an app's environments this is.

/// The environment an app runs in; it decides which `ids` and `overrides` of `timeback.config.json` count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine. It reads what `staging` reads.
    Local,
    /// The platform's test environment.
    Staging,
    /// Real students.
    Production,
}

impl Environment {
    /// The environment called `local`, `staging` or `production`.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "local" => Some(Self::Local),
            "staging" => Some(Self::Staging),
            "production" => Some(Self::Production),
            _ => None,
        }
    }

    /// The key under which `timeback.config.json` keeps what belongs to this environment.
    pub fn key(self) -> &'static str {
        match self {
            Self::Local | Self::Staging => "staging",
            Self::Production => "production",
        }
    }
}
