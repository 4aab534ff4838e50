use crate::ExternalProvider;

/// What vouches for an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Nobody else: a local account, known by its address.
    Email,
    /// Timeback.
    Timeback,
    /// Another provider.
    External(ExternalProvider),
}

impl Provider {
    /// The provider as the API and the database spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Timeback => "timeback",
            Self::External(provider) => provider.as_str(),
        }
    }

    /// The provider of this name, of those whose identities sessions are of.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Email, Self::Timeback]
            .into_iter()
            .find(|provider| provider.as_str() == name)
    }
}
