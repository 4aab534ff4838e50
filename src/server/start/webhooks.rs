use crate::{
    api::clerk::ClerkPayloads,
    server::{AppState, StartError, config::WebhookSettings},
    webhooks::{Receiver, WebhookWorker},
};

/// The worker that delivers webhook events to the receiver of these settings, in Clerk's format.
///
/// # Errors
/// Returns an error when its HTTP client cannot be built.
pub fn worker(state: &AppState, settings: &WebhookSettings) -> Result<WebhookWorker, StartError> {
    let receiver = Receiver::new(settings.url.clone(), settings.secrets.clone())?;
    let identity = state.identity.clone();
    Ok(WebhookWorker::new(
        identity,
        receiver,
        ClerkPayloads(state.clone()),
    ))
}
