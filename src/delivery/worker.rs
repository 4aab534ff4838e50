use display_error_chain::DisplayErrorChain;
use std::{
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{sleep, timeout};

use super::{DeliveryError, Transport};
use identity::{Error, Identity, Mail, MailRefusal};
use retry_queue::{FailedEntry, FailureCause, OutageDetector};

/// Interval of polling the queue.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Backoff after the server was unreachable: initial and maximum.
const INITIAL_BACKOFF: Duration = Duration::from_secs(2);
const MAX_BACKOFF: Duration = Duration::from_mins(1);

/// Worker that delivers the queued messages of one channel, mails or text messages, one at a time, oldest first. One that
/// fails while others succeed is retried with its own backoff and finally dead-lettered.
pub struct DeliveryWorker<T> {
    identity: Identity,
    transport: T,
    /// Attributes failures to single mails or to an outage.
    detector: Mutex<OutageDetector>,
}

/// Error that stopped a run before every mail was delivered.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The server accepts no message.
    #[error("the server accepts no message: {0}")]
    Outage(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl<T: Transport> DeliveryWorker<T> {
    /// Creates a worker that delivers messages of `identity` by `transport`.
    pub fn with_transport(identity: Identity, transport: T) -> Self {
        Self {
            identity,
            transport,
            detector: Mutex::default(),
        }
    }

    /// Delivers mails until `stopping` resolves, then makes one last attempt at the queued ones. A mail in progress is
    /// finished first: an interrupted one would wait for its lease to expire.
    pub async fn deliver(&self, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut backoff = INITIAL_BACKOFF;
        loop {
            let pause = match self.run_once().await {
                Ok(_) => {
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

    /// Delivers every due mail, in one session unless it breaks. Returns the number of delivered mails.
    ///
    /// # Errors
    /// Returns an error when the server or the store failed. The mails stay queued.
    pub async fn run_once(&self) -> Result<u32, Stopped> {
        self.detector().begin_round();
        let mut session = None;
        let outcome = self.deliver_due(&mut session).await;
        if let Some(session) = session {
            self.transport.close(session).await;
        }
        let unclear = self.detector().unclear().to_vec();
        let is_outage = matches!(outcome, Err(Stopped::Outage(_)));
        for failed in &unclear {
            // After an outage it goes behind the others. A mail that failed alone keeps its place.
            if is_outage {
                self.identity.put_off_mail(&failed.id).await?;
            } else {
                self.identity.return_mail(&failed.id).await?;
            }
        }
        match (outcome, unclear.into_iter().next()) {
            (Ok(_), Some(failed)) => Err(Stopped::Outage(failed.reason)),
            (outcome, _) => outcome,
        }
    }

    async fn deliver_due(&self, session: &mut Option<T::Session>) -> Result<u32, Stopped> {
        let mut delivered = 0;
        while let Some(mail) = self.identity.take_mail(T::CHANNEL).await? {
            let outcome = self.transport.send(&mail, session).await;
            if self.record_result(&mail, outcome).await? {
                delivered += 1;
            }
        }
        Ok(delivered)
    }

    /// Records the result of an attempt to deliver a mail. Returns whether it was delivered.
    async fn record_result(
        &self,
        mail: &Mail,
        outcome: Result<(), DeliveryError>,
    ) -> Result<bool, Stopped> {
        match outcome {
            Ok(()) => {
                self.remove(mail).await;
                tracing::info!(
                    mail = mail.id,
                    channel = T::CHANNEL.as_str(),
                    "a mail was delivered"
                );
                self.record_success(&mail.id).await?;
                return Ok(true);
            }
            Err(DeliveryError::Refused(reason)) => self.refuse(mail, &reason).await?,
            Err(DeliveryError::Transient(reason)) => {
                self.count_failure(&failed(mail, reason)).await?;
            }
            Err(DeliveryError::Interrupted(reason)) => {
                let cause = self.detector().record_failure(failed(mail, reason.clone()));
                match cause {
                    FailureCause::Entry(failed) => self.count_failure(&failed).await?,
                    FailureCause::Unclear => {}
                    FailureCause::Outage => return Err(Stopped::Outage(reason)),
                }
            }
            Err(DeliveryError::Outage(reason)) => {
                let unclear = self.detector().unclear().to_vec();
                self.detector().record_outage();
                for id in unclear.iter().map(|failed| &failed.id).chain([&mail.id]) {
                    self.identity.return_mail(id).await?;
                }
                return Err(Stopped::Outage(reason));
            }
        }
        Ok(false)
    }

    /// Records a delivered mail: the server works, so mails that failed just before are counted as failures.
    async fn record_success(&self, id: &str) -> Result<(), Stopped> {
        let at_fault = self.detector().record_success([id]);
        for failed in at_fault {
            self.count_failure(&failed).await?;
        }
        Ok(())
    }

    async fn refuse(&self, mail: &Mail, reason: &MailRefusal) -> Result<(), Stopped> {
        tracing::warn!(
            mail = mail.id,
            channel = T::CHANNEL.as_str(),
            reason = reason.as_str(),
            "a mail was rejected"
        );
        Ok(self.identity.refuse_mail(&mail.id, reason).await?)
    }

    /// Counts a failed attempt against its mail.
    async fn count_failure(&self, failed: &FailedEntry) -> Result<(), Stopped> {
        let FailedEntry { id, reason, .. } = failed;
        let attempts = failed.attempts + 1;
        if self.identity.retry_mail(failed).await? {
            tracing::error!(mail = id, reason, attempts, "a mail was set aside");
        } else {
            tracing::warn!(mail = id, reason, attempts, "a mail was deferred");
        }
        Ok(())
    }

    fn detector(&self) -> MutexGuard<'_, OutageDetector> {
        self.detector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes a delivered mail from the queue, retrying until the store succeeds: otherwise it would be sent again.
    async fn remove(&self, mail: &Mail) {
        while let Err(error) = self.identity.forget_mail(&mail.id).await {
            log_stopped(&Stopped::Store(error));
            sleep(INITIAL_BACKOFF).await;
        }
    }
}

fn failed(mail: &Mail, reason: String) -> FailedEntry {
    FailedEntry {
        id: mail.id.clone(),
        attempts: mail.attempts,
        reason,
    }
}

fn log_stopped(stopped: &Stopped) {
    tracing::warn!(error = %DisplayErrorChain::new(stopped), "mails wait");
}
