//! The background tasks of the dashboard.

use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use crate::{
    server::{AppState, Profiles, config::MailSettings, mailbox},
    sms::{SmsSender, SmsWorker},
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
            "could not fetch the identity provider's metadata yet"
        );
        tokio::time::sleep(FIND_PROVIDER_EVERY).await;
    }
}

fn log_stopped(error: &(dyn std::error::Error + 'static)) {
    tracing::warn!(error, "could not delete expired data");
}

/// Delivers activity events to Timeback and notifies the live pages, until `stopping`. Then sends the remaining events,
/// as far as Timeback accepts them at once.
pub async fn deliver(state: AppState, stopping: CancellationToken) {
    tokio::select! {
        () = state.activities.deliver(stopping.cancelled()) => {}
        () = tell_pages(state.activities.deliveries(), &state.profiles) => {}
    }
}

/// Delivers e-mails until `stopping`, then the remaining ones. Without a mail server, logs the consequences.
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
        tracing::info!("no mail is sent; read it at {shown}");
    } else {
        tracing::warn!(
            "no mail is sent: without SMTP_URL and MAIL_FROM, users cannot confirm an address, recover a password, sign in \
             with a mailed code, or sign up unless AUTH_AUTOCONFIRM is true"
        );
    }
}

/// Delivers text messages until `stopping`, then the remaining ones.
pub(super) async fn deliver_texts(
    identity: Identity,
    sender: Option<SmsSender>,
    stopping: CancellationToken,
) {
    match sender {
        Some(SmsSender::Api(api)) => {
            let worker = SmsWorker::new(identity, api);
            worker.deliver(stopping.cancelled()).await;
        }
        Some(SmsSender::Mailbox) => {
            let shown = mailbox::PATH;
            tracing::info!("no text message is sent; read it at {shown}");
        }
        None => tracing::debug!(
            "no text message is sent: without SMS_ACCOUNT_SID, users have no phone numbers"
        ),
    }
}

async fn tell_pages(mut deliveries: broadcast::Receiver<Delivered>, profiles: &Profiles) {
    loop {
        match deliveries.recv().await {
            Ok(delivered) => profiles.earned(&delivered.timeback_id, delivered.occurred_at),
            // Pages that miss an event show it with the next one or the next fetch.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
