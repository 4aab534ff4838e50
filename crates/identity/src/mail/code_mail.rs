use std::time::Duration;

use super::mail_template::{MailTemplate, document, escape};
use crate::{
    Email,
    model::{code_purpose::CodePurpose, mailed_code::MailedCode},
};

/// A mail with a one-time code.
pub(crate) struct CodeMail<'a> {
    purpose: CodePurpose,
    recipient: &'a Email,
    code: &'a MailedCode,
    site: &'a str,
    link: Option<&'a str>,
}

impl<'a> CodeMail<'a> {
    /// A mail to `recipient` from the dashboard at `site`.
    pub fn new(
        purpose: CodePurpose,
        recipient: &'a Email,
        code: &'a MailedCode,
        site: &'a str,
    ) -> Self {
        Self {
            purpose,
            recipient,
            code,
            site,
            link: None,
        }
    }

    /// Adds a link to the page that takes the code instead of its being typed: only the page's button uses the code up,
    /// so that programs which scan mails do not.
    pub fn with_link(self, link: Option<&'a str>) -> Self {
        Self { link, ..self }
    }

    fn deed(&self) -> &'static str {
        match self.purpose {
            CodePurpose::Confirm => "To confirm your address",
            CodePurpose::Invite => {
                "Your school has created an account for you. To sign in for the first time"
            }
            CodePurpose::Recovery => "To set a new password",
            CodePurpose::SignIn => "To sign in",
            CodePurpose::NewAddress => "To use this address",
            CodePurpose::OldAddress => "To change your address",
            CodePurpose::VerifyAddress => "To add this address to your account",
            CodePurpose::Reauthenticate => "To confirm the change you're making",
            CodePurpose::Link => "To use Timeback to sign in to your account",
        }
    }

    fn duration(&self) -> String {
        match self.purpose.lifetime().as_secs() / 60 {
            minutes @ 0..60 => format!("The code works once, for {minutes} minutes."),
            minutes => format!("The code works once, for {} hours.", minutes / 60),
        }
    }
}

impl MailTemplate for CodeMail<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> &'static str {
        match self.purpose {
            CodePurpose::Confirm | CodePurpose::VerifyAddress => "Confirm your e-mail address",
            CodePurpose::Invite => "You're invited",
            CodePurpose::Recovery => "Set a new password",
            CodePurpose::SignIn => "Your code to sign in",
            CodePurpose::NewAddress | CodePurpose::OldAddress => "Change your e-mail address",
            CodePurpose::Reauthenticate => "Confirm that it is you",
            CodePurpose::Link => "Is this account yours?",
        }
    }

    fn text(&self) -> String {
        let link = self
            .link
            .map(|link| format!("Or open this page and press the button:\n\n    {link}\n\n"));
        format!(
            "Hello,\n\n{}, enter this code:\n\n    {}\n\n{}{}\n\n{REASSURANCE}\n\n-- \n{}\n",
            self.deed(),
            self.code.expose(),
            link.unwrap_or_default(),
            self.duration(),
            self.site,
        )
    }

    fn html(&self) -> String {
        let link = self.link.map(|link| {
            format!(
                "<p>Or open <a href=\"{}\">this page</a>, and press the button you find there.</p>",
                escape(link)
            )
        });
        let body = format!(
            "<p>{}, enter this code:</p><p style=\"font-size:1.5em\"><strong>{}</strong></p>{}<p>{}</p><p>{REASSURANCE}</p>",
            self.deed(),
            self.code.expose(),
            link.unwrap_or_default(),
            self.duration(),
        );
        document(self.subject(), &body, self.site)
    }

    fn lifetime(&self) -> Option<Duration> {
        Some(self.purpose.lifetime())
    }
}

const REASSURANCE: &str =
    "We will never ask you for it. If you didn't ask for this e-mail, you can ignore it.";

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Env;

    const SITE: &str = "https://school.example";

    fn told(link: Option<&str>) -> (String, String) {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        let (code, maya) = (
            MailedCode::new(&env),
            Email::parse("maya@example.com").unwrap(),
        );
        let mail = CodeMail::new(CodePurpose::SignIn, &maya, &code, SITE).with_link(link);
        (mail.text(), mail.html())
    }

    #[test]
    fn both_parts_bring_the_code_the_link_and_the_schools_address() {
        let (text, html) = told(Some("https://school.example/confirm?a=b&c=d"));
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
        let (text, html) = told(None);
        assert!(
            !text.contains("open") && !html.contains("open"),
            "{text} {html}"
        );
    }
}
