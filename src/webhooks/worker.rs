use std::{
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use display_error_chain::DisplayErrorChain;
use tokio::time::{sleep, timeout};

use super::{PayloadFormat, Receiver};
use identity::{Error, Identity, WebhookEvent};
use retry_queue::{FailedEntry, FailureCause, OutageDetector};

/// Interval of polling the queue.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Backoff while the receiver accepts nothing: initial and maximum.
const INITIAL_BACKOFF: Duration = Duration::from_secs(2);
const MAX_BACKOFF: Duration = Duration::from_mins(1);

/// Worker that delivers queued webhook events to their receiver, one at a time, each user's in their order. An event that
/// fails while others succeed is retried with its own backoff; one that is not delivered within a day is set aside.
pub struct WebhookWorker {
    identity: Identity,
    receiver: Receiver,
    format: Box<dyn PayloadFormat>,
    /// Attributes failures to single events or to an outage.
    detector: Mutex<OutageDetector>,
}

/// Error that stopped a run before every event was delivered.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The receiver accepts no event.
    #[error("the receiver of webhooks accepts nothing: {0}")]
    Outage(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl WebhookWorker {
    /// Creates a worker that delivers the events of `identity` to `receiver`, in this format.
    pub fn new(
        identity: Identity,
        receiver: Receiver,
        format: impl PayloadFormat + 'static,
    ) -> Self {
        Self {
            identity,
            receiver,
            format: Box::new(format),
            detector: Mutex::default(),
        }
    }

    /// Delivers events until `stopping` resolves, then makes one last attempt at the queued ones.
    pub async fn deliver(&self, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut backoff = INITIAL_BACKOFF;
        loop {
            let pause = match self.run_once().await {
                Ok(()) => {
                    backoff = INITIAL_BACKOFF;
                    POLL_INTERVAL
                }
                Err(stopped) => {
                    log_stopped(&stopped);
                    let pause = backoff;
                    backoff = (backoff * 2).min(MAX_BACKOFF);
                    pause
                }
            };
            if timeout(pause, &mut stopping).await.is_ok() {
                break;
            }
        }
        if let Err(stopped) = self.run_once().await {
            log_stopped(&stopped);
        }
    }

    /// Delivers every due event.
    ///
    /// # Errors
    /// Returns an error when the receiver or the store failed. The events stay queued.
    pub async fn run_once(&self) -> Result<(), Stopped> {
        self.detector().begin_round();
        let outcome = self.deliver_due().await;
        let unclear = self.detector().unclear().to_vec();
        let is_outage = matches!(outcome, Err(Stopped::Outage(_)));
        for failed in &unclear {
            // After an outage it goes behind the others. An event that failed alone keeps its place.
            if is_outage {
                self.identity.put_off_webhook(&failed.id).await?;
            } else {
                self.identity.return_webhook(&failed.id).await?;
            }
        }
        match (outcome, unclear.into_iter().next()) {
            (Ok(()), Some(failed)) => Err(Stopped::Outage(failed.reason)),
            (outcome, _) => outcome,
        }
    }

    async fn deliver_due(&self) -> Result<(), Stopped> {
        while let Some(event) = self.identity.take_webhook().await? {
            let Some(body) = self.format.payload(&event).await? else {
                self.finish(&event).await;
                continue;
            };
            let at = (self.identity.clock())().as_second();
            match self.receiver.deliver(&event.id, at, body).await {
                Ok(()) => self.record_success(&event).await?,
                Err(reason) => self.record_failure(&event, reason).await?,
            }
        }
        Ok(())
    }

    /// Records a delivered event: the receiver works, so events that failed just before are counted as failures.
    async fn record_success(&self, event: &WebhookEvent) -> Result<(), Stopped> {
        self.finish(event).await;
        tracing::info!(
            event = event.id,
            kind = event.kind.as_str(),
            "a webhook event was delivered"
        );
        let at_fault = self.detector().record_success([event.id.as_str()]);
        for failed in at_fault {
            self.count_failure(&failed).await?;
        }
        Ok(())
    }

    async fn record_failure(&self, event: &WebhookEvent, reason: String) -> Result<(), Stopped> {
        if self.identity.is_webhook_overdue(event) {
            let reason = format!("{reason}, and it was tried for a day");
            tracing::error!(event = event.id, reason, "a webhook event was set aside");
            return Ok(self.identity.refuse_webhook(&event.id, &reason).await?);
        }
        let failed = FailedEntry {
            id: event.id.clone(),
            attempts: event.attempts,
            reason: reason.clone(),
        };
        let cause = self.detector().record_failure(failed);
        match cause {
            FailureCause::Entry(failed) => self.count_failure(&failed).await,
            FailureCause::Unclear => Ok(()),
            FailureCause::Outage => Err(Stopped::Outage(reason)),
        }
    }

    /// Counts a failed attempt against its event.
    async fn count_failure(&self, failed: &FailedEntry) -> Result<(), Stopped> {
        let FailedEntry { id, reason, .. } = failed;
        let attempts = failed.attempts + 1;
        if self.identity.retry_webhook(failed).await? {
            tracing::error!(
                event = id,
                reason,
                attempts,
                "a webhook event was set aside"
            );
        } else {
            tracing::warn!(event = id, reason, attempts, "a webhook event was deferred");
        }
        Ok(())
    }

    fn detector(&self) -> MutexGuard<'_, OutageDetector> {
        self.detector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that an event needs no delivery any more, retrying until the store succeeds: otherwise it would be sent
    /// again.
    async fn finish(&self, event: &WebhookEvent) {
        while let Err(error) = self.identity.finish_webhook(&event.id).await {
            log_stopped(&Stopped::Store(error));
            sleep(INITIAL_BACKOFF).await;
        }
    }
}

fn log_stopped(stopped: &Stopped) {
    tracing::warn!(error = %DisplayErrorChain::new(stopped), "webhook events wait");
}
