use std::time::Duration;

use super::mail_template::{Letterhead, MailTemplate, escape, paragraph};
use crate::{
    Email,
    model::{code_purpose::CodePurpose, mailed_code::MailedCode},
};
use messages::Messages;

/// A mail with a one-time code.
pub(crate) struct CodeMail<'a> {
    purpose: CodePurpose,
    recipient: &'a Email,
    code: &'a MailedCode,
    letterhead: Letterhead<'a>,
    link: Option<&'a str>,
}

impl<'a> CodeMail<'a> {
    /// A mail to `recipient`.
    pub fn new(
        purpose: CodePurpose,
        recipient: &'a Email,
        code: &'a MailedCode,
        letterhead: Letterhead<'a>,
    ) -> Self {
        Self {
            purpose,
            recipient,
            code,
            letterhead,
            link: None,
        }
    }

    /// Adds a link to the page that takes the code instead of its being typed: only the page's button uses the code up,
    /// so that programs which scan mails do not.
    pub fn with_link(self, link: Option<&'a str>) -> Self {
        Self { link, ..self }
    }

    fn messages(&self) -> &'static Messages {
        self.letterhead.language.messages()
    }

    fn instruction(&self) -> String {
        let text = self.messages();
        match self.purpose {
            CodePurpose::Confirm => text.mail_code_confirm(),
            CodePurpose::Invite => text.mail_code_invite(),
            CodePurpose::Recovery => text.mail_code_recovery(),
            CodePurpose::SignIn => text.mail_code_sign_in(),
            CodePurpose::NewAddress => text.mail_code_new_address(),
            CodePurpose::OldAddress => text.mail_code_old_address(),
            CodePurpose::VerifyAddress => text.mail_code_verify_address(),
            CodePurpose::Reauthenticate => text.mail_code_reauthenticate(),
            CodePurpose::Link => text.mail_code_link(),
        }
    }

    fn duration(&self) -> String {
        let text = self.messages();
        match self.purpose.lifetime().as_secs() / 60 {
            minutes @ 0..60 => text.mail_code_minutes(minutes),
            minutes => text.mail_code_hours(minutes / 60),
        }
    }
}

impl MailTemplate for CodeMail<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> String {
        let text = self.messages();
        match self.purpose {
            CodePurpose::Confirm | CodePurpose::VerifyAddress => text.mail_code_confirm_subject(),
            CodePurpose::Invite => text.mail_code_invite_subject(),
            CodePurpose::Recovery => text.mail_code_recovery_subject(),
            CodePurpose::SignIn => text.mail_code_sign_in_subject(),
            CodePurpose::NewAddress | CodePurpose::OldAddress => text.mail_code_change_subject(),
            CodePurpose::Reauthenticate => text.mail_code_reauthenticate_subject(),
            CodePurpose::Link => text.mail_code_link_subject(),
        }
    }

    fn text(&self) -> String {
        let text = self.messages();
        let code = format!("{}\n\n    {}", self.instruction(), self.code.expose());
        let link = self.link;
        let link = link.map(|link| format!("{}\n\n    {link}", text.mail_code_or_open()));
        let (duration, never_asked) = (self.duration(), text.mail_code_never_asked());
        let paragraphs = [
            Some(&code),
            link.as_ref(),
            Some(&duration),
            Some(&never_asked),
        ];
        let paragraphs: Vec<_> = paragraphs
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        self.letterhead.text(&paragraphs)
    }

    fn html(&self) -> String {
        let text = self.messages();
        let link = self.link.map(|link| {
            let (words, page) = (text.mail_code_or_follow(), text.mail_code_this_page());
            let [begin, page, end] = [&words.s0, &page, &words.s1].map(|words| escape(words));
            let link = escape(link);
            format!("<p>{begin}<a href=\"{link}\">{page}</a>{end}</p>")
        });
        let body = [
            paragraph(&self.instruction()),
            format!(
                "<p style=\"font-size:1.5em\"><strong>{}</strong></p>",
                self.code.expose()
            ),
            link.unwrap_or_default(),
            paragraph(&self.duration()),
            paragraph(&text.mail_code_never_asked()),
        ];
        self.letterhead.html(&self.subject(), &body.concat())
    }

    fn lifetime(&self) -> Option<Duration> {
        Some(self.purpose.lifetime())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Env;
    use messages::Language;

    const SITE: &str = "https://school.example";

    fn rendered(language: Language, link: Option<&str>) -> (String, String) {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        let (code, maya) = (
            MailedCode::new(&env),
            Email::parse("maya@example.com").unwrap(),
        );
        let letterhead = Letterhead {
            language,
            site: SITE,
        };
        let mail = CodeMail::new(CodePurpose::SignIn, &maya, &code, letterhead).with_link(link);
        (mail.text(), mail.html())
    }

    #[test]
    fn both_parts_bring_the_code_the_link_and_the_schools_address() {
        let (text, html) = rendered(Language::En, Some("https://school.example/confirm?a=b&c=d"));
        assert!(
            text.contains("\n    https://school.example/confirm?a=b&c=d\n"),
            "{text}"
        );
        assert!(
            html.contains("<a href=\"https://school.example/confirm?a=b&amp;c=d\">"),
            "{html}"
        );
        assert!(text.ends_with("\n-- \nhttps://school.example\n"), "{text}");
        assert!(
            html.contains("<a href=\"https://school.example\">"),
            "{html}"
        );
        let code = text
            .split_whitespace()
            .find(|word| word.len() == 8)
            .unwrap();
        assert!(html.contains(&format!("<strong>{code}</strong>")), "{html}");
    }

    #[test]
    fn a_code_that_is_typed_where_it_is_asked_for_has_no_link() {
        let (text, html) = rendered(Language::En, None);
        assert!(
            !text.contains("open") && !html.contains("open"),
            "{text} {html}"
        );
    }

    #[test]
    fn both_parts_are_in_the_language_of_their_reader() {
        let (text, html) = rendered(Language::Es, Some("https://school.example/confirm"));
        assert!(text.starts_with("Hola:\n\nPara iniciar sesión, "), "{text}");
        assert!(html.contains("<html lang=\"es\" dir=\"ltr\">"), "{html}");
        let (_, html) = rendered(Language::Ar, None);
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
    }
}
