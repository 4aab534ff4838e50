use lettre::{
    Message,
    message::{Mailbox, MultiPart, header},
};

use identity::{Mail, MailRefusal};

/// Who mails are from: an address, or a name and an address, as `Lincoln School <dashboard@school.example>`.
#[derive(Debug, Clone)]
pub struct Sender(Mailbox);

impl Sender {
    /// Reads a sender. `None` when it is none.
    pub fn parse(raw: &str) -> Option<Self> {
        raw.parse().ok().map(Self)
    }

    /// The mail as its server is told it: words as text and as HTML, and headers whose values nobody can break out of,
    /// for they are encoded. A person whose address no server knows how to reach is refused.
    pub(super) fn write(&self, mail: &Mail) -> Result<Message, MailRefusal> {
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

fn part(kind: header::ContentType, words: &str) -> lettre::message::SinglePart {
    lettre::message::SinglePart::builder()
        .header(kind)
        .body(words.to_owned())
}

/// Says that no person wrote it, so that no absence note answers it (RFC 3834).
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
        String::from_utf8(sender.write(mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_message_says_who_what_and_when_and_both_parts_say_the_same() {
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
    fn nobody_writes_a_header_of_their_own() {
        let message = written(&mail("maya@example.com", "Hello\r\nBcc: eve@example.com"));
        assert!(!message.contains("\r\nBcc:"), "{message}");
        let sender = Sender::parse("dashboard@school.example").unwrap();
        for address in [
            "maya@example.com\r\nBcc: eve@example.com",
            "maya@example.com>, <eve@example.com",
        ] {
            assert!(
                sender.write(&mail(address, "Hello")).is_err(),
                "{address:?}"
            );
        }
    }
}
