use std::sync::LazyLock;

use icu_locale_core::{Locale, locale};

use crate::{Language, Messages, per_language::PerLanguage};

static MESSAGES: LazyLock<PerLanguage<Messages>> =
    LazyLock::new(|| PerLanguage::new(|language| language.load()));

impl Language {
    /// The languages that people choose from. The pseudo-locale is for tests.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Ar];

    /// The messages in this language.
    pub fn messages(self) -> &'static Messages {
        MESSAGES.of(self)
    }

    /// The language with this BCP 47 tag, such as `es` or `es-MX`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        if let Ok(language) = tag.parse() {
            return Some(language);
        }
        let (primary, _) = tag.split_once('-')?;
        primary.parse().ok()
    }

    /// The first of the languages of an `Accept-Language` header that there is; else English.
    pub fn negotiated(accept_language: &str) -> Self {
        Self::langneg(accept_language)
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::EnXA => "en-XA",
            Self::Es => "es",
        }
    }

    /// The direction in which it is written, as HTML's `dir` has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En | Self::EnXA | Self::Es => "ltr",
        }
    }

    /// The locale of its numbers and dates.
    pub(crate) fn locale(self) -> Locale {
        match self {
            Self::Ar => locale!("ar"),
            Self::En | Self::EnXA => locale!("en"),
            Self::Es => locale!("es"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_first_of_its_languages_that_there_is() {
        let cases = [
            ("", Language::En),
            ("*", Language::En),
            ("fr", Language::En),
            ("es-MX,es;q=0.9,en;q=0.8", Language::Es),
            ("de, ar;q=0.5, en;q=0.4", Language::Ar),
            ("en-GB;q=0.7, ar-EG", Language::Ar),
            ("en-GB", Language::En),
            (";;q=,=;", Language::En),
        ];
        for (header, language) in cases {
            assert_eq!(Language::negotiated(header), language, "{header}");
        }
    }

    #[test]
    fn a_tag_names_a_language_whatever_its_region() {
        assert_eq!(Language::of_tag("es"), Some(Language::Es));
        assert_eq!(Language::of_tag("es-419"), Some(Language::Es));
        assert_eq!(Language::of_tag("en-XA"), Some(Language::EnXA));
        for tag in ["", "fr", "-", "espagnol", "ES-"] {
            assert_eq!(Language::of_tag(tag), None, "{tag}");
        }
        for language in Language::iter() {
            assert_eq!(Language::of_tag(language.tag()), Some(*language));
        }
    }
}
