use crate::{
    PhoneNumber,
    model::{text_purpose::TextPurpose, texted_code::TextedCode},
};

/// A text message with a one-time code. It has no link: a message that asks to open one is what swindlers send.
pub(crate) struct CodeText<'a> {
    pub purpose: TextPurpose,
    pub recipient: &'a PhoneNumber,
    pub code: &'a TextedCode,
}

impl CodeText<'_> {
    /// The text. The code comes first, where a notification shows it, and all of it fits into one message.
    pub fn text(&self) -> String {
        let deed = match self.purpose {
            TextPurpose::VerifyNumber => "to confirm your phone number",
            TextPurpose::SecondFactor => "to confirm it's you",
        };
        let minutes = TextPurpose::LIFETIME.as_secs() / 60;
        format!(
            "{} is your Timeback code {deed}. It works for {minutes} minutes. Don't share it.",
            self.code.expose()
        )
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Env;

    #[test]
    fn a_text_says_what_its_code_is_for_in_one_message_without_a_link() {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        let (code, number) = (
            TextedCode::new(&env),
            PhoneNumber::parse("+12015550123", None).unwrap(),
        );
        for (purpose, deed) in [
            (TextPurpose::VerifyNumber, "to confirm your phone number"),
            (TextPurpose::SecondFactor, "to confirm it's you"),
        ] {
            let text = CodeText {
                purpose,
                recipient: &number,
                code: &code,
            }
            .text();
            let rest = text.strip_prefix(code.expose()).unwrap();
            let expected =
                format!(" is your Timeback code {deed}. It works for 10 minutes. Don't share it.");
            assert_eq!(rest, expected);
            assert!(text.is_ascii() && text.len() <= 160 && !text.contains("://"));
        }
    }
}
