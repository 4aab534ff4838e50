use std::fmt;

/// A subject of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// `Reading`
    Reading,
    /// `Language`
    Language,
    /// `Vocabulary`
    Vocabulary,
    /// `Social Studies`
    SocialStudies,
    /// `Writing`
    Writing,
    /// `Science`
    Science,
    /// `FastMath`
    FastMath,
    /// `Math`
    Math,
    /// `None`: no subject.
    None,
    /// `Other`
    Other,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 10] = [
        Self::Reading,
        Self::Language,
        Self::Vocabulary,
        Self::SocialStudies,
        Self::Writing,
        Self::Science,
        Self::FastMath,
        Self::Math,
        Self::None,
        Self::Other,
    ];

    /// Returns the platform's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Language => "Language",
            Self::Vocabulary => "Vocabulary",
            Self::SocialStudies => "Social Studies",
            Self::Writing => "Writing",
            Self::Science => "Science",
            Self::FastMath => "FastMath",
            Self::Math => "Math",
            Self::None => "None",
            Self::Other => "Other",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
