use lettre::transport::smtp::Error;

use identity::MailRefusal;

/// Why a mail was not delivered. The texts are ours: a server's answer may repeat the address, which must not be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DeliveryError {
    /// The server will never take it.
    Refused(MailRefusal),
    /// The server says that it does not take this one now.
    Later(String),
    /// The conversation broke over this one, which may be its fault or the server's.
    Broken(String),
    /// The server takes none now: it cannot be reached, or does not let us in.
    Outage(String),
}

/// Codes that may be about this mail or about every one: the service closes the conversation (421), does not relay for
/// this address or has no TLS now (454), or wants other credentials (530 to 538).
const UNCLEAR: [u16; 6] = [421, 454, 530, 534, 535, 538];

/// What came of an attempt to hand a mail over.
pub(super) fn of_sending(error: &Error) -> DeliveryError {
    let Some(status) = error.status() else {
        // Said by our own side before anything was sent: the server lacks what this address needs.
        if error.is_client() {
            let reason = "the mail server cannot reach such an address";
            return DeliveryError::Refused(MailRefusal::new(reason.into()));
        }
        let reason = if error.is_timeout() {
            "it did not answer in time"
        } else {
            "the conversation broke off"
        };
        return DeliveryError::Broken(reason.into());
    };
    if UNCLEAR.contains(&u16::from(status)) {
        return DeliveryError::Broken(describe(error));
    }
    if error.is_permanent() {
        return DeliveryError::Refused(MailRefusal::new(describe(error)));
    }
    DeliveryError::Later(describe(error))
}

/// What came of an attempt to reach the server: whatever it says then is not about a mail.
pub(super) fn of_connecting(error: &Error) -> DeliveryError {
    DeliveryError::Outage(describe(error))
}

fn describe(error: &Error) -> String {
    match error.status() {
        Some(status) => match enhanced(error) {
            Some(enhanced) => format!("{status} {enhanced}"),
            None => status.to_string(),
        },
        None if error.is_tls() => "TLS could not be agreed on".into(),
        None if error.is_timeout() => "it did not answer in time".into(),
        None if error.is_client() => "it does not offer what was asked of it".into(),
        None if error.is_response() => "its answer could not be understood".into(),
        None => "it could not be reached".into(),
    }
}

/// The enhanced status code (RFC 3463) at the beginning of what the server said.
fn enhanced(error: &Error) -> Option<String> {
    let said = std::error::Error::source(error)?.to_string();
    let first = said.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let is_code = parts.len() == 3
        && parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    is_code.then(|| first.to_owned())
}
