use lettre::{
    Message,
    message::{Mailbox, MultiPart, header},
};

use identity::{Mail, MailRefusal};

/// Sender of mails: an address, or a name and an address, as `Lincoln School <dashboard@school.example>`.
#[derive(Debug, Clone)]
pub struct Sender(Mailbox);

impl Sender {
    /// Parses a sender.
    pub fn parse(raw: &str) -> Option<Self> {
        raw.parse().ok().map(Self)
    }

    /// Builds the MIME message of a mail, as text and HTML. Header values are encoded, so they cannot inject headers. An
    /// address that SMTP does not allow is refused.
    pub(super) fn message(&self, mail: &Mail) -> Result<Message, MailRefusal> {
        let recipient = mail
            .recipient
            .parse()
            .map_err(|_| MailRefusal::new("nobody can be reached at such an address".into()))?;
        Message::builder()
            .from(self.0.clone())
            .to(Mailbox::new(None, recipient))
            .subject(&mail.subject)
            .date(mail.created_at.into())
            .message_id(Some(format!("<{}@{}>", mail.id, self.0.email.domain())))
            .header(AutoSubmitted)
            .multipart(
                MultiPart::alternative()
                    .boundary(&mail.id)
                    .singlepart(part(header::ContentType::TEXT_PLAIN, &mail.text))
                    .singlepart(part(header::ContentType::TEXT_HTML, &mail.html)),
            )
            .map_err(|_| MailRefusal::new("it makes no message".into()))
    }
}

fn part(kind: header::ContentType, text: &str) -> lettre::message::SinglePart {
    lettre::message::SinglePart::builder()
        .header(kind)
        .body(text.to_owned())
}

/// The header `Auto-Submitted`, which prevents automatic replies (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(recipient: &str, subject: &str) -> Mail {
        Mail {
            id: "7".into(),
            channel: identity::Channel::Email,
            recipient: recipient.into(),
            subject: subject.into(),
            text: "Hello".into(),
            html: "<p>Hello</p>".into(),
            created_at: "2026-11-20T16:00:00Z".parse().unwrap(),
            attempts: 0,
        }
    }

    fn written(mail: &Mail) -> String {
        let sender = Sender::parse("Lincoln School <dashboard@school.example>").unwrap();
        String::from_utf8(sender.message(mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_message_has_all_headers_and_both_parts() {
        let message = written(&mail("o'brien@example.com", "Hello"));
        for line in [
            "From: \"Lincoln School\" <dashboard@school.example>\r\n",
            "To: o'brien@example.com\r\n",
            "Message-ID: <7@school.example>\r\n",
            "Date: Fri, 20 Nov 2026 16:00:00 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
        ] {
            assert!(message.contains(line), "{line:?} in {message}");
        }
    }

    #[test]
    fn header_injection_is_impossible() {
        let message = written(&mail("maya@example.com", "Hello\r\nBcc: eve@example.com"));
        assert!(!message.contains("\r\nBcc:"), "{message}");
        let sender = Sender::parse("dashboard@school.example").unwrap();
        for address in [
            "maya@example.com\r\nBcc: eve@example.com",
            "maya@example.com>, <eve@example.com",
        ] {
            assert!(
                sender.message(&mail(address, "Hello")).is_err(),
                "{address:?}"
            );
        }
    }
}
