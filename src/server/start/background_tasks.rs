//! The background tasks of the dashboard.

use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::{StartError, webhooks};
use crate::{
    server::{
        AppState, Settings,
        config::{MailSettings, SmsSettings},
        mailbox, news,
    },
    sms::{SmsSender, SmsWorker},
    smtp::MailWorker,
    webhooks::WebhookWorker,
};
use identity::Identity;
use timeback::outbox::Delivered;

/// The lease of what one node does for all: deliveries, and deleting expired data.
const LEASE: &str = "background";

/// The interval at which expired data is deleted.
const CLEAN_UP_EVERY: Duration = Duration::from_hours(1);

/// The interval at which the metadata of an unreachable identity provider is requested again.
const FIND_PROVIDER_EVERY: Duration = Duration::from_mins(1);

/// What one node does for all.
pub(super) struct BackgroundWork {
    state: AppState,
    mails: Option<MailWorker>,
    texts: Option<SmsWorker>,
    webhooks: Option<WebhookWorker>,
}

impl BackgroundWork {
    /// The work that these settings ask for.
    ///
    /// # Errors
    /// Returns an error when the HTTP client of webhooks cannot be built.
    pub fn new(state: AppState, settings: &Settings) -> Result<Self, StartError> {
        let receiver = settings.webhooks.as_ref();
        let webhooks = receiver.map(|receiver| webhooks::worker(&state, receiver));
        Ok(Self {
            mails: mail_worker(&state.identity, settings.mail.as_ref()),
            texts: text_worker(&state.identity, &settings.sms),
            webhooks: webhooks.transpose()?,
            state,
        })
    }

    /// Delivers events, e-mails, text messages and webhooks, and deletes expired data, while no other node does: until
    /// `stopping`, and then what remains, as far as it is accepted at once.
    pub async fn run(self, stopping: CancellationToken) {
        let nodes = &self.state.nodes;
        nodes
            .run_alone(LEASE, &stopping, |is_abandoned| {
                Box::pin(self.work(&stopping, is_abandoned))
            })
            .await;
    }

    async fn work(&self, stopping: &CancellationToken, is_abandoned: bool) {
        let mails = async {
            if let Some(worker) = &self.mails {
                worker.deliver(stopping.cancelled()).await;
            }
        };
        let texts = async {
            if let Some(worker) = &self.texts {
                worker.deliver(stopping.cancelled()).await;
            }
        };
        let webhooks = async {
            if let Some(worker) = &self.webhooks {
                worker.deliver(stopping.cancelled()).await;
            }
        };
        let events = deliver_events(&self.state, stopping, is_abandoned);
        tokio::select! {
            _ = async { tokio::join!(events, mails, texts, webhooks) } => {}
            () = clean_up(&self.state) => {}
        }
    }
}

/// Delivers activity events to Timeback while no other node does, and notifies the live pages, until `stopping`. Then sends
/// the remaining events, as far as Timeback accepts them at once.
pub async fn deliver(state: AppState, stopping: CancellationToken) {
    let work = |is_abandoned| deliver_events(&state, &stopping, is_abandoned);
    state.nodes.run_alone(LEASE, &stopping, work).await;
}

async fn deliver_events(state: &AppState, stopping: &CancellationToken, is_abandoned: bool) {
    if is_abandoned {
        // The node before may have delivered what it could not tell.
        news::publish_missed(state);
    }
    let deliveries = state.activities.deliveries();
    let done = CancellationToken::new();
    let deliver = async {
        state.activities.deliver(stopping.cancelled()).await;
        done.cancel();
    };
    tokio::join!(deliver, tell_pages(state, deliveries, &done));
    state.nodes.flush().await;
}

/// Notifies the live pages of all nodes of deliveries, until `done` and none is left.
async fn tell_pages(
    state: &AppState,
    mut deliveries: Receiver<Delivered>,
    done: &CancellationToken,
) {
    loop {
        tokio::select! {
            biased;
            delivered = deliveries.recv() => match delivered {
                Ok(delivered) => news::publish_delivery(state, delivered).await,
                Err(RecvError::Lagged(_)) => news::publish_missed(state),
                Err(RecvError::Closed) => return,
            },
            () = done.cancelled() => return,
        }
    }
}

/// Deletes expired data, every hour.
async fn clean_up(state: &AppState) {
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

/// The worker that delivers e-mails. Without a mail server, logs the consequences.
fn mail_worker(identity: &Identity, settings: Option<&MailSettings>) -> Option<MailWorker> {
    if let Some(MailSettings { relay, sender }) = settings {
        return Some(MailWorker::new(
            identity.clone(),
            relay.clone(),
            sender.clone(),
        ));
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
    None
}

/// The worker that delivers text messages.
fn text_worker(identity: &Identity, settings: &SmsSettings) -> Option<SmsWorker> {
    match &settings.sender {
        Some(SmsSender::Api(api)) => return Some(SmsWorker::new(identity.clone(), api.clone())),
        Some(SmsSender::Mailbox) => {
            let shown = mailbox::PATH;
            tracing::info!("no text message is sent; read it at {shown}");
        }
        None => tracing::debug!(
            "no text message is sent: without SMS_ACCOUNT_SID, users have no phone numbers"
        ),
    }
    None
}
