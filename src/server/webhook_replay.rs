use jiff::Timestamp;
use secrecy::ExposeSecret as _;

use super::{Settings, StartError, accounts, system_env};
use database::Database;

/// Queues the webhook events since then again, and prints how many. The running dashboard delivers them.
///
/// # Errors
/// Returns [`StartError`] when the database or its encryption key cannot be opened.
pub async fn replay_webhooks(settings: &Settings, since: Timestamp) -> Result<(), StartError> {
    let env = system_env();
    let database = Database::open(settings.database_url.expose_secret()).await?;
    let identity = accounts::open(settings, database, &env)?;
    if settings.webhooks.is_none() {
        tracing::warn!(
            "WEBHOOK_URL is not set here: they are delivered by a dashboard that has it"
        );
    }
    let replayed = identity.replay_webhooks(since).await?;
    println!("{replayed}");
    Ok(())
}
