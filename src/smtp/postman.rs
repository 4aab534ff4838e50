use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::sleep;

use super::{
    message::Sender,
    outcome::Undelivered,
    relay::{Conversation, Relay},
};
use identity::{Error, Identity, Mail, MailRefusal};
use retry_queue::{FailedEntry, FailureCause, OutageDetector};

/// How often it is looked whether a mail waits.
const ROUND: Duration = Duration::from_secs(1);

/// How long is waited before a mail server that is away is tried again: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Brings the mails of the accounts to the mail server, one after another, the oldest first. A mail over which the server
/// hangs up while it takes others is tried again in its own time, and set aside after some tries.
pub struct Postman {
    identity: Identity,
    sender: Sender,
    relay: Relay,
    /// Whether the server takes mails, and which of them are at fault where it does not.
    detector: Mutex<OutageDetector>,
}

/// What stopped a round before every mail was delivered.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The mail server takes none now.
    #[error("the mail server takes no mail: {0}")]
    Outage(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Postman {
    /// Brings the mails of `identity` to `relay`, in the name of `sender`.
    pub fn new(identity: Identity, relay: Relay, sender: Sender) -> Self {
        Self {
            identity,
            sender,
            relay,
            detector: Mutex::default(),
        }
    }

    /// Delivers until `stopping`; then what still waits, as far as the mail server takes it at once.
    pub async fn deliver(self, stopping: impl Future<Output = ()>) {
        tokio::select! {
            () = stopping => {}
            () = self.go_round() => {}
        }
        if let Err(stopped) = self.round().await {
            complain(&stopped);
        }
    }

    /// Delivers every mail that is due, in one conversation where nothing goes wrong. Answers how many were delivered.
    ///
    /// # Errors
    /// What stopped it; the mails are kept.
    pub async fn round(&self) -> Result<u32, Stopped> {
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
            if self.settle(&mail, outcome).await? {
                delivered += 1;
            }
        }
        Ok(delivered)
    }

    async fn go_round(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.round().await {
                Ok(_) => {
                    pause = FIRST_PAUSE;
                    sleep(ROUND).await;
                }
                Err(stopped) => {
                    complain(&stopped);
                    sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Offers a mail to its server, in the conversation under way or in a new one.
    async fn offer(
        &self,
        mail: &Mail,
        conversation: &mut Option<Conversation>,
    ) -> Result<(), Undelivered> {
        let message = self.sender.write(mail).map_err(Undelivered::Refused)?;
        let mut current = match conversation.take() {
            Some(current) => current,
            None => self.relay.connect().await?,
        };
        current.send(&message).await?;
        *conversation = Some(current);
        Ok(())
    }

    /// Puts a mail that was offered where it belongs now. Answers whether it was delivered.
    async fn settle(&self, mail: &Mail, outcome: Result<(), Undelivered>) -> Result<bool, Stopped> {
        match outcome {
            Ok(()) => {
                self.forget(mail).await;
                tracing::info!(mail = mail.id, "a mail was delivered");
                self.passed(&mail.id).await?;
                return Ok(true);
            }
            Err(Undelivered::Refused(reason)) => self.refuse(mail, &reason).await?,
            Err(Undelivered::Later(reason)) => self.count(&failed(mail, reason)).await?,
            Err(Undelivered::Broken(reason)) => {
                let cause = self.detector().record_failure(failed(mail, reason.clone()));
                match cause {
                    FailureCause::Entry(failed) => self.count(&failed).await?,
                    FailureCause::Unclear => {}
                    FailureCause::Outage => return Err(Stopped::Outage(reason)),
                }
            }
            Err(Undelivered::Outage(reason)) => {
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
    async fn passed(&self, id: &str) -> Result<(), Stopped> {
        let at_fault = self.detector().record_success([id]);
        for failed in at_fault {
            self.count(&failed).await?;
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
    async fn count(&self, failed: &FailedEntry) -> Result<(), Stopped> {
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
            complain(&Stopped::Store(error));
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

fn complain(stopped: &Stopped) {
    tracing::warn!(error = stopped as &dyn std::error::Error, "mails wait");
}
