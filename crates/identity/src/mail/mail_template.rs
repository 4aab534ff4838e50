use std::time::Duration;

use crate::Email;
use messages::Language;

/// A mail to be rendered.
pub(crate) trait MailTemplate {
    /// The recipient.
    fn recipient(&self) -> &Email;

    /// The subject.
    fn subject(&self) -> String;

    /// The text, in plain text.
    fn text(&self) -> String;

    /// The same text, as an HTML document.
    fn html(&self) -> String;

    /// The time after which it is not worth sending any more, if there is one.
    fn lifetime(&self) -> Option<Duration>;
}

/// What all mails of one dashboard in one language have in common.
#[derive(Clone, Copy)]
pub(crate) struct Letterhead<'a> {
    /// The language.
    pub language: Language,
    /// The dashboard's address.
    pub site: &'a str,
}

impl Letterhead<'_> {
    /// The plain text with these paragraphs, and the dashboard's address at its end.
    pub fn text(self, paragraphs: &[&str]) -> String {
        let hello = self.language.messages().mail_hello();
        let (body, site) = (paragraphs.join("\n\n"), self.site);
        format!("{hello}\n\n{body}\n\n-- \n{site}\n")
    }

    /// An HTML document with this title and body, and the dashboard's address at its end.
    pub fn html(self, title: &str, body: &str) -> String {
        let (language, site) = (self.language, escape(self.site));
        let (tag, direction) = (language.tag(), language.direction());
        let (title, hello) = (escape(title), paragraph(&language.messages().mail_hello()));
        format!(
            "<!DOCTYPE html><html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
             {hello}{body}<p><a href=\"{site}\">{site}</a></p></body></html>"
        )
    }
}

/// A paragraph of an HTML document.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escape(text))
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
