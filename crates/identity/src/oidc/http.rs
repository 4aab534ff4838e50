use std::{pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// The largest accepted response of a provider.
const MAX_BODY: usize = 256 * 1024;

/// The HTTP client of the OpenID Connect library.
pub struct Http(reqwest::Client);

impl Http {
    /// A client for the provider alone: it follows no redirects, which would let the provider choose what we call.
    pub fn new() -> reqwest::Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(10))
            .build()?;
        Ok(Self(client))
    }

    /// Sends a request.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, SendError> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(SendError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = SendError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, SendError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Why a request to the provider failed.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The network or the request failed.
    #[error("the request failed")]
    Http(#[from] reqwest::Error),
    /// The response is too large.
    #[error("the answer is too large")]
    TooLarge,
}
