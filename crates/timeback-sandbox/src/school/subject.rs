//! The platform's subjects.

/// A subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// "Reading"
    Reading,
    /// "Language"
    Language,
    /// "Vocabulary"
    Vocabulary,
    /// "Social Studies"
    SocialStudies,
    /// "Writing"
    Writing,
    /// "Science"
    Science,
    /// "`FastMath`"
    FastMath,
    /// "Math"
    Math,
    /// "None": an event without a subject.
    None,
    /// "Other"
    Other,
}

impl Subject {
    /// The subjects with courses.
    pub const TAUGHT: [Self; 8] = [
        Self::Math,
        Self::Reading,
        Self::Science,
        Self::Language,
        Self::Vocabulary,
        Self::Writing,
        Self::SocialStudies,
        Self::FastMath,
    ];

    /// Returns the name on the wire.
    pub fn name(self) -> &'static str {
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

    /// Returns the subject with this name, case-sensitive.
    pub fn find(name: &str) -> Option<Self> {
        Self::TAUGHT
            .into_iter()
            .chain([Self::None, Self::Other])
            .find(|subject| subject.name() == name)
    }

    /// Whether it is a core subject.
    pub fn is_core(self) -> bool {
        matches!(self, Self::Math | Self::Reading | Self::Science)
    }

    /// Returns the subject's apps, the primary one first.
    pub fn apps(self) -> &'static [&'static str] {
        match self {
            Self::Math => &["Stepstone Math", "Proof Garden"],
            Self::Reading => &["Lantern Reader", "Storyhouse"],
            Self::Science => &["Fieldnotes"],
            Self::Language => &["Plainword"],
            Self::Vocabulary => &["Wordhoard"],
            Self::Writing => &["Inkwell"],
            Self::SocialStudies => &["Annals"],
            Self::FastMath => &["Quickcount"],
            Self::None | Self::Other => &["Workshop"],
        }
    }

    /// Returns names of lessons, for any grade.
    pub fn lessons(self) -> &'static [&'static str] {
        match self {
            Self::Math => &[
                "Comparing fractions",
                "Area of composite shapes",
                "Order of operations",
                "Reading a number line",
                "Word problems in two steps",
            ],
            Self::Reading => &[
                "Main idea and details",
                "The narrator's point of view",
                "A letter from the lighthouse",
                "Cause and effect",
                "Poems about the sea",
            ],
            Self::Science => &[
                "Food webs",
                "Forces and motion",
                "The water cycle",
                "Fossils and layers of rock",
                "Circuits",
            ],
            Self::Language => &[
                "Commas in a series",
                "Verb tenses",
                "Its and it's",
                "Joining sentences",
            ],
            Self::Vocabulary => &[
                "Words from Greek",
                "Shades of meaning",
                "Words in context",
                "Prefixes and suffixes",
            ],
            Self::Writing => &[
                "A strong opening",
                "Explaining a process",
                "Revising for clarity",
                "Writing dialogue",
            ],
            Self::SocialStudies => &[
                "Reading a map",
                "Rivers and cities",
                "Trade routes",
                "How a law is made",
            ],
            Self::FastMath => &[
                "Addition within 20",
                "Multiplication sprint",
                "Division facts",
                "Doubles and halves",
            ],
            Self::None | Self::Other => &["Project time"],
        }
    }
}
