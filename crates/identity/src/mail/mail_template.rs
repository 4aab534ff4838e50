use std::time::Duration;

use crate::Email;

/// What is mailed.
pub(crate) trait MailTemplate {
    /// To whom.
    fn recipient(&self) -> &Email;

    /// What it is about.
    fn subject(&self) -> &'static str;

    /// Its words, in plain text.
    fn text(&self) -> String;

    /// The same words, as an HTML document.
    fn html(&self) -> String;

    /// How long it is worth sending; none where it always is.
    fn lifetime(&self) -> Option<Duration>;
}

/// An HTML document of this title and body, with the school's address beneath.
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
