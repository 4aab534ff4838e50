//! The background tasks of the dashboard.

use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use crate::{
    server::{AppState, Profiles, config::MailSettings, mailbox},
    smtp::MailWorker,
};
use identity::Identity;
use timeback::outbox::Delivered;

/// The interval at which expired data is deleted.
const CLEAN_UP_EVERY: Duration = Duration::from_hours(1);

/// The interval at which the metadata of an unreachable identity provider is requested again.
const FIND_PROVIDER_EVERY: Duration = Duration::from_mins(1);

/// Deletes expired data, every hour.
pub(super) async fn clean_up(state: AppState) {
    let mut hourly = tokio::time::interval(CLEAN_UP_EVERY);
    loop {
        hourly.tick().await;
        if let Err(error) = state.identity.clean_up().await {
            log_stopped(&error);
        }
        if let Err(error) = state.activities.clean_up().await {
            log_stopped(&error);
        }
    }
}

/// Fetches the identity provider's metadata, before the first sign-in or sign-out needs it.
pub(super) async fn find_provider(state: AppState) {
    while let Err(error) = state.provider.discover().await {
        tracing::debug!(
            error = %DisplayErrorChain::new(&error),
            "the identity provider's metadata are not here yet"
        );
        tokio::time::sleep(FIND_PROVIDER_EVERY).await;
    }
}

fn log_stopped(error: &(dyn std::error::Error + 'static)) {
    tracing::warn!(error, "what has served its time could not be deleted");
}

/// Delivers what students did to Timeback, and tells their open pages, until `stopping`; then what still waits, as far as
/// Timeback takes it at once.
pub async fn deliver(state: AppState, stopping: CancellationToken) {
    tokio::select! {
        () = state.activities.deliver(stopping.cancelled()) => {}
        () = tell_pages(state.activities.deliveries(), &state.profiles) => {}
    }
}

/// Delivers mails until `stopping`, and then those that still wait. Without a mail server it says what that means.
pub(super) async fn deliver_mails(
    identity: Identity,
    settings: Option<MailSettings>,
    stopping: CancellationToken,
) {
    if let Some(MailSettings { relay, sender }) = settings {
        let worker = MailWorker::new(identity, relay, sender);
        return worker.deliver(stopping.cancelled()).await;
    }
    if identity.policy().has_mail {
        let shown = mailbox::PATH;
        tracing::info!("no mail is sent; {shown} shows what would have been");
    } else {
        tracing::warn!(
            "no mail is sent: without SMTP_URL and MAIL_FROM nobody can confirm an address, recover a password, or sign in \
             by a mailed code, and nobody can sign up unless AUTH_AUTOCONFIRM is true"
        );
    }
}

async fn tell_pages(mut deliveries: broadcast::Receiver<Delivered>, profiles: &Profiles) {
    loop {
        match deliveries.recv().await {
            Ok(delivered) => profiles.earned(&delivered.timeback_id, delivered.occurred_at),
            // Pages that miss one show it with the next, or at the next fetch.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
