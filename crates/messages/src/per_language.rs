use crate::Language;

/// A value for each language.
pub(crate) struct PerLanguage<T>(Vec<T>);

impl<T> PerLanguage<T> {
    /// Makes the value of each language.
    pub fn new(make: impl Fn(Language) -> T) -> Self {
        Self(Language::iter().map(|language| make(*language)).collect())
    }

    /// The value of this language.
    pub fn of(&self, language: Language) -> &T {
        let place = Language::iter().position(|other| *other == language);
        // There is one for each.
        &self.0[place.unwrap_or_default()]
    }
}
