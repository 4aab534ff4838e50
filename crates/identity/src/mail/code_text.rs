use crate::{
    PhoneNumber,
    model::{text_purpose::TextPurpose, texted_code::TextedCode},
};
use messages::Language;

/// A text message with a one-time code. It has no link: a message that asks to open one is what swindlers send.
pub(crate) struct CodeText<'a> {
    pub purpose: TextPurpose,
    pub language: Language,
    pub recipient: &'a PhoneNumber,
    pub code: &'a TextedCode,
}

impl CodeText<'_> {
    /// The text. The code comes first, where a notification shows it.
    pub fn text(&self) -> String {
        let (text, code) = (self.language.messages(), self.code.expose());
        let minutes = TextPurpose::LIFETIME.as_secs() / 60;
        match self.purpose {
            TextPurpose::VerifyNumber => text.text_code_verify_number(minutes, code),
            TextPurpose::SecondFactor => text.text_code_second_factor(minutes, code),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Env;

    const PURPOSES: [TextPurpose; 2] = [TextPurpose::VerifyNumber, TextPurpose::SecondFactor];

    /// The code, and the text in this language.
    fn rendered(purpose: TextPurpose, language: Language) -> (String, String) {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        let (code, number) = (
            TextedCode::new(&env),
            PhoneNumber::parse("+12015550123", None).unwrap(),
        );
        let text = CodeText {
            purpose,
            language,
            recipient: &number,
            code: &code,
        };
        (code.expose().to_owned(), text.text())
    }

    #[test]
    fn a_text_says_what_its_code_is_for_in_one_message_without_a_link() {
        let deeds = ["to confirm your phone number", "to confirm it's you"];
        for (purpose, deed) in PURPOSES.into_iter().zip(deeds) {
            let (code, text) = rendered(purpose, Language::En);
            let rest = text.strip_prefix(&code).unwrap();
            let expected =
                format!(" is your Timeback code {deed}. It works for 10 minutes. Don't share it.");
            assert_eq!(rest, expected);
            assert!(text.is_ascii() && text.len() <= 160 && !text.contains("://"));
        }
    }

    #[test]
    fn a_text_in_another_language_begins_with_its_code_and_fits_two_messages() {
        for language in [Language::Es, Language::Ar] {
            for purpose in PURPOSES {
                let (code, text) = rendered(purpose, language);
                assert_ne!(text, rendered(purpose, Language::En).1);
                assert!(text.starts_with(&code), "{text}");
                assert!(text.contains("10") && text.contains("Timeback"), "{text}");
                assert!(!text.contains("://"), "{text}");
                // Letters beyond the alphabet of text messages take two bytes each.
                assert!(text.encode_utf16().count() <= 2 * 67, "{text}");
            }
        }
    }
}
