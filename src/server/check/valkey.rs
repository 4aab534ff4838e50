//! The Valkey server: address, encryption and password.

use secrecy::SecretString;

use super::Check;
use crate::valkey::Valkey;

const VALKEY: &str = "valkey";

const REMEDY: &str = "Check host, port, user and password in VALKEY_URL, and that this machine's network lets it through. \
    Without it each node counts rate limits and loads profiles by itself.";

pub(super) async fn check(url: Option<&SecretString>) -> Option<Check> {
    let valkey = match Valkey::new(url?) {
        Ok(valkey) => valkey,
        Err(error) => return Some(Check::failed(VALKEY, &error, REMEDY)),
    };
    Some(match valkey.ping().await {
        Ok(()) => Check::ok(VALKEY, "it answers"),
        Err(reason) => {
            Check::failed_because(VALKEY, vec![format!("it cannot be used: {reason}")], REMEDY)
        }
    })
}
