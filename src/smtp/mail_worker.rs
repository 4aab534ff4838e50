use display_error_chain::DisplayErrorChain;
use std::{
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{sleep, timeout};

use super::{
    delivery_error::DeliveryError,
    message::Sender,
    relay::{Conversation, Relay},
};
use identity::{Error, Identity, Mail, MailRefusal};
use retry_queue::{FailedEntry, FailureCause, OutageDetector};

/// The interval at which the queue is polled.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// The backoff before an unreachable mail server is tried again: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Delivers queued mails to the mail server, one after another, the oldest first. A mail over which the server hangs up
/// while it takes others is retried with its own backoff, and set aside after some attempts.
pub struct MailWorker {
    identity: Identity,
    sender: Sender,
    relay: Relay,
    /// Whether the server takes mails, and which of them are at fault where it does not.
    detector: Mutex<OutageDetector>,
}

/// Why a run stopped before every mail was delivered.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The mail server takes none now.
    #[error("the mail server takes no mail: {0}")]
    Outage(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl MailWorker {
    /// A worker that delivers the mails of `identity` to `relay`, in the name of `sender`.
    pub fn new(identity: Identity, relay: Relay, sender: Sender) -> Self {
        Self {
            identity,
            sender,
            relay,
            detector: Mutex::default(),
        }
    }

    /// Delivers until `stopping`; then what still waits, as far as the mail server takes it at once. A mail under way is
    /// finished first: one that was interrupted would wait for its lease to end.
    pub async fn deliver(self, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut backoff = FIRST_PAUSE;
        loop {
            let pause = match self.run_once().await {
                Ok(_) => {
                    backoff = FIRST_PAUSE;
                    POLL_INTERVAL
                }
                Err(stopped) => {
                    log_stopped(&stopped);
                    let pause = backoff;
                    backoff = (backoff * 2).min(LONGEST_PAUSE);
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

    /// Delivers every mail that is due, in one SMTP session where nothing goes wrong. Returns how many were delivered.
    ///
    /// # Errors
    /// Returns `Stopped` when the mail server or the store failed; the mails are kept.
    pub async fn run_once(&self) -> Result<u32, Stopped> {
        self.detector().begin_round();
        let mut conversation = None;
        let outcome = self.deliver_due(&mut conversation).await;
        if let Some(conversation) = conversation {
            conversation.close().await;
        }
        let unclear = self.detector().unclear().to_vec();
        let is_outage = matches!(outcome, Err(Stopped::Outage(_)));
        for failed in &unclear {
            // In an outage others have their turn before it; one that failed while nobody else waited has none.
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

    async fn deliver_due(&self, conversation: &mut Option<Conversation>) -> Result<u32, Stopped> {
        let mut delivered = 0;
        while let Some(mail) = self.identity.take_mail().await? {
            let outcome = self.offer(&mail, conversation).await;
            if self.record_result(&mail, outcome).await? {
                delivered += 1;
            }
        }
        Ok(delivered)
    }

    /// Sends a mail to its server, in the SMTP session under way or in a new one.
    async fn offer(
        &self,
        mail: &Mail,
        conversation: &mut Option<Conversation>,
    ) -> Result<(), DeliveryError> {
        let message = self.sender.write(mail).map_err(DeliveryError::Refused)?;
        let mut current = match conversation.take() {
            Some(current) => current,
            None => self.relay.connect().await?,
        };
        current.send(&message).await?;
        *conversation = Some(current);
        Ok(())
    }

    /// Records the result of an attempt to deliver a mail. Returns whether it was delivered.
    async fn record_result(
        &self,
        mail: &Mail,
        outcome: Result<(), DeliveryError>,
    ) -> Result<bool, Stopped> {
        match outcome {
            Ok(()) => {
                self.forget(mail).await;
                tracing::info!(mail = mail.id, "a mail was delivered");
                self.record_success(&mail.id).await?;
                return Ok(true);
            }
            Err(DeliveryError::Refused(reason)) => self.refuse(mail, &reason).await?,
            Err(DeliveryError::Later(reason)) => self.count_failure(&failed(mail, reason)).await?,
            Err(DeliveryError::Broken(reason)) => {
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

    /// The server took this mail, so those over which it hung up just before were at fault themselves.
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
            reason = reason.as_str(),
            "a mail was refused"
        );
        Ok(self.identity.refuse_mail(&mail.id, reason).await?)
    }

    /// Counts a failed try against its mail.
    async fn count_failure(&self, failed: &FailedEntry) -> Result<(), Stopped> {
        let FailedEntry { id, reason, .. } = failed;
        let attempts = failed.attempts + 1;
        if self.identity.retry_mail(failed).await? {
            tracing::error!(mail = id, reason, attempts, "a mail was set aside");
        } else {
            tracing::warn!(mail = id, reason, attempts, "a mail has to wait");
        }
        Ok(())
    }

    fn detector(&self) -> MutexGuard<'_, OutageDetector> {
        self.detector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mail was delivered: that is noted before anything else is done, however long it takes, or it would be
    /// delivered again.
    async fn forget(&self, mail: &Mail) {
        while let Err(error) = self.identity.forget_mail(&mail.id).await {
            log_stopped(&Stopped::Store(error));
            sleep(FIRST_PAUSE).await;
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
