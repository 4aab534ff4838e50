use std::time::Duration;

use crate::Email;

/// A mail to be rendered.
pub(crate) trait MailTemplate {
    /// The recipient.
    fn recipient(&self) -> &Email;

    /// The subject.
    fn subject(&self) -> &'static str;

    /// The text, in plain text.
    fn text(&self) -> String;

    /// The same text, as an HTML document.
    fn html(&self) -> String;

    /// The time after which it is not worth sending any more, if there is one.
    fn lifetime(&self) -> Option<Duration>;
}

/// An HTML document with this title and body, and the dashboard's address at its end.
pub(super) fn document(title: &str, body: &str, site: &str) -> String {
    let site = escape(site);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
         <p>Hello,</p>{body}<p><a href=\"{site}\">{site}</a></p></body></html>"
    )
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
