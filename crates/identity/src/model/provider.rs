/// What vouches for an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Nobody else: a local account, known by its address.
    Email,
    /// Timeback.
    Timeback,
}

impl Provider {
    /// The provider as the API and the database spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Timeback => "timeback",
        }
    }

    /// The provider of this name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Email, Self::Timeback]
            .into_iter()
            .find(|provider| provider.as_str() == name)
    }
}
