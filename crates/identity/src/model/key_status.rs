/// The status of a stored signing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyStatus {
    /// Published ahead of its first use.
    Next,
    /// Signs.
    Current,
    /// Signs no more; accepted until the last token that it signed has expired.
    Previous,
}

impl KeyStatus {
    /// The status as the database spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Current => "current",
            Self::Previous => "previous",
        }
    }

    /// The status of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Next, Self::Current, Self::Previous]
            .into_iter()
            .find(|status| status.as_str() == name)
    }
}
