//! The mail server: connection, encryption and password, without a mail.

use super::Check;
use crate::server::config::MailSettings;

const MAIL: &str = "mail";

pub(super) async fn check(settings: Option<&MailSettings>) -> Check {
    let Some(MailSettings { relay, sender: _ }) = settings else {
        return Check::ok(MAIL, "SMTP_URL is not set: none is sent");
    };
    match relay.test().await {
        Ok(()) => Check::ok(MAIL, "the mail server lets us in"),
        Err(reason) => Check::failed_because(
            MAIL,
            vec![format!("the mail server cannot be used: {reason}")],
            "Check host, port, user and password in SMTP_URL, and that this machine's network lets it through.",
        ),
    }
}
