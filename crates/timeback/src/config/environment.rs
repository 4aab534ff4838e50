//! Deployment environments.

/// The environment an app runs in. Selects the `ids` and `overrides` of `timeback.config.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine. Uses the settings of `staging`.
    Local,
    /// The platform's test environment.
    Staging,
    /// The platform's production environment.
    Production,
}

impl Environment {
    /// Parses `local`, `staging` or `production`.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "local" => Some(Self::Local),
            "staging" => Some(Self::Staging),
            "production" => Some(Self::Production),
            _ => None,
        }
    }

    /// Returns the environment's key in `timeback.config.json`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Local | Self::Staging => "staging",
            Self::Production => "production",
        }
    }
}
