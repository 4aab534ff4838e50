use std::time::Duration;

use reqwest::{Client, StatusCode, Url, header, redirect::Policy};

use super::WebhookSecrets;

/// Time limit of a delivery, from the connection to the answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Time limit of the connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The program that webhook events are delivered to.
#[derive(Debug, Clone)]
pub struct Receiver {
    client: Client,
    url: Url,
    secrets: WebhookSecrets,
}

impl Receiver {
    /// The receiver at this URL. Redirects are not followed: they could lead anywhere.
    ///
    /// # Errors
    /// Returns an error when the HTTP client cannot be built.
    pub fn new(url: Url, secrets: WebhookSecrets) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent("timeback-dashboard")
            .build()?;
        Ok(Self {
            client,
            url,
            secrets,
        })
    }

    /// Delivers a body under this identifier, at this time in seconds since 1970.
    ///
    /// # Errors
    /// Returns why it was not accepted, without a word of the receiver's.
    pub(super) async fn deliver(&self, id: &str, at: i64, body: String) -> Result<(), String> {
        let signature = self.secrets.sign(id, at, &body);
        let at = at.to_string();
        let mut request = self
            .client
            .post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json");
        for prefix in ["svix", "webhook"] {
            request = request
                .header(format!("{prefix}-id"), id)
                .header(format!("{prefix}-timestamp"), &at)
                .header(format!("{prefix}-signature"), &signature);
        }
        let answer = request.body(body).send().await.map_err(describe)?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(refusal(status)),
        }
    }
}

fn refusal(status: StatusCode) -> String {
    if status.is_redirection() {
        format!(
            "it answered {} (redirects are not followed)",
            status.as_u16()
        )
    } else {
        format!("it answered {}", status.as_u16())
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "called with the error of a request"
)]
fn describe(error: reqwest::Error) -> String {
    let reason = if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_connect() {
        "it could not be reached"
    } else {
        "the connection was lost"
    };
    reason.to_owned()
}
