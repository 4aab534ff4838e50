use lettre::transport::smtp::Error;

use crate::delivery::DeliveryError;
use identity::MailRefusal;

/// Reply codes that may concern this mail or all mails: the service closes the session (421), does not relay for this
/// address or has no TLS (454), or requires other credentials (530 to 538).
const AMBIGUOUS_CODES: [u16; 6] = [421, 454, 530, 534, 535, 538];

/// Classifies an error of sending a mail.
pub(super) fn from_send(error: &Error) -> DeliveryError {
    let Some(status) = error.status() else {
        // Raised on our side before anything was sent: the server lacks an extension that the address needs.
        if error.is_client() {
            let reason = "the mail server cannot reach such an address";
            return DeliveryError::Refused(MailRefusal::new(reason.into()));
        }
        let reason = if error.is_timeout() {
            "it did not respond in time"
        } else {
            "the connection was lost"
        };
        return DeliveryError::Interrupted(reason.into());
    };
    if AMBIGUOUS_CODES.contains(&u16::from(status)) {
        return DeliveryError::Interrupted(describe(error));
    }
    if error.is_permanent() {
        return DeliveryError::Refused(MailRefusal::new(describe(error)));
    }
    DeliveryError::Transient(describe(error))
}

/// The reason, in words of ours.
pub(super) fn describe(error: &Error) -> String {
    match error.status() {
        Some(status) => match enhanced_code(error) {
            Some(enhanced) => format!("{status} {enhanced}"),
            None => status.to_string(),
        },
        None if error.is_tls() => "the TLS handshake failed".into(),
        None if error.is_timeout() => "it did not respond in time".into(),
        None if error.is_client() => "it lacks a required extension".into(),
        None if error.is_response() => "its reply could not be parsed".into(),
        None => "it could not be reached".into(),
    }
}

/// Parses the enhanced status code (RFC 3463) at the beginning of the server's reply.
fn enhanced_code(error: &Error) -> Option<String> {
    let reply = std::error::Error::source(error)?.to_string();
    let first = reply.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let is_code = parts.len() == 3
        && parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    is_code.then(|| first.to_owned())
}
