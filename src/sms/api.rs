use std::{fmt, time::Duration};

use reqwest::{Client, StatusCode, redirect::Policy};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::{Host, Url};

use crate::delivery::DeliveryError;
use identity::MailRefusal;

/// The address of Twilio's API, with the placeholder for the account.
pub const TWILIO: &str = "https://api.twilio.com/2010-04-01/Accounts/{sid}/Messages.json";

/// The placeholder of the account's SID in an address.
pub const ACCOUNT_SID: &str = "{sid}";

/// Timeout for connecting, including TLS.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Timeout for a whole request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The largest part of an error's body that is read.
const MAX_BODY: usize = 16 * 1024;

/// An HTTP API that sends text messages, shaped as Twilio's: a form with `To`, `From` and `Body`, and the account's SID
/// and token by basic authentication.
#[derive(Clone)]
pub struct SmsApi {
    http: Client,
    url: Url,
    account_sid: String,
    auth_token: SecretString,
    sender: SenderField,
}

/// The form's field that names the sender, and its value.
#[derive(Clone)]
struct SenderField {
    name: &'static str,
    value: String,
}

/// Why settings are not those of such an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSmsApi {
    /// The account's SID has other characters than letters, digits, `-` and `_`.
    #[error("not an account's SID")]
    AccountSid,
    /// The sender is empty, too long, or not on one line.
    #[error("not a sender")]
    From,
    /// The HTTP client cannot be made: the machine has no usable certificates.
    #[error("no HTTP client")]
    Client,
    /// The token would be sent unencrypted over the network.
    #[error("the token would be sent in the clear")]
    TokenInTheClear,
}

/// The body of an error, as far as it is used.
#[derive(Deserialize)]
struct ErrorBody {
    code: u32,
}

impl SmsApi {
    /// An API at `url`. `from` is a phone number, a sender's name, or the SID of a messaging service, which begins with
    /// `MG`.
    ///
    /// # Errors
    /// [`InvalidSmsApi`] says when.
    pub fn new(
        url: Url,
        account_sid: &str,
        auth_token: SecretString,
        from: &str,
    ) -> Result<Self, InvalidSmsApi> {
        let is_sid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if account_sid.is_empty() || !account_sid.bytes().all(is_sid) {
            return Err(InvalidSmsApi::AccountSid);
        }
        let is_line = !from.is_empty() && from.len() <= 64 && !from.contains(char::is_control);
        if !is_line {
            return Err(InvalidSmsApi::From);
        }
        if url.scheme() != "https" && !is_local(&url) {
            return Err(InvalidSmsApi::TokenInTheClear);
        }
        let is_service = from.len() == 34 && from.starts_with("MG");
        let name = if is_service {
            "MessagingServiceSid"
        } else {
            "From"
        };
        // A redirect would let whoever answers choose who gets the token.
        let http = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .build()
            .map_err(|_| InvalidSmsApi::Client)?;
        Ok(Self {
            http,
            url,
            account_sid: account_sid.to_owned(),
            auth_token,
            sender: SenderField {
                name,
                value: from.to_owned(),
            },
        })
    }

    /// Sends a text message to a phone number in E.164 form.
    pub(super) async fn send_text(&self, to: &str, text: &str) -> Result<(), DeliveryError> {
        let SenderField { name, value } = &self.sender;
        let form = [("To", to), (*name, value.as_str()), ("Body", text)];
        let request = self
            .http
            .post(self.url.clone())
            .basic_auth(&self.account_sid, Some(self.auth_token.expose_secret()))
            .form(&form);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => {
                return Err(DeliveryError::Outage("it could not be reached".into()));
            }
            // It may have been sent: once more would be twice.
            Err(_) => return Err(refused("there was no answer")),
        };
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Err(DeliveryError::Transient(status.as_u16().to_string()));
        }
        let reason = match error_code(response).await {
            Some(code) => format!("{} {code}", status.as_u16()),
            None => status.as_u16().to_string(),
        };
        Err(refused(&reason))
    }
}

impl fmt::Debug for SmsApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsApi([redacted])")
    }
}

fn refused(reason: &str) -> DeliveryError {
    DeliveryError::Refused(MailRefusal::new(reason.to_owned()))
}

/// The number of the API's error. Its message is not read: it may contain the phone number, which must not be logged.
async fn error_code(mut response: reqwest::Response) -> Option<u32> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_BODY {
            return None;
        }
    }
    let error: ErrorBody = serde_json::from_slice(&body).ok()?;
    Some(error.code)
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
