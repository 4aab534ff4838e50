use std::time::Duration;

use tokio::time::sleep;

use super::{
    message::Sender,
    outcome::Undelivered,
    relay::{Conversation, Relay},
};
use crate::identity::{Error, Identity, Mail};

/// How often it is looked whether a mail waits.
const ROUND: Duration = Duration::from_secs(1);

/// How long is waited before a mail server that is away is tried again: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Brings the mails of the accounts to the mail server, one after another, the oldest first.
pub struct Postman {
    identity: Identity,
    sender: Sender,
    relay: Relay,
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
        let (mut delivered, mut conversation) = (0, None);
        while let Some(mail) = self.identity.take_mail().await? {
            let outcome = self.offer(&mail, &mut conversation).await;
            if self.settle(&mail, outcome).await? {
                delivered += 1;
            }
        }
        if let Some(conversation) = conversation {
            conversation.close().await;
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
                return Ok(true);
            }
            Err(Undelivered::Refused(reason)) => {
                tracing::warn!(
                    mail = mail.id,
                    reason = reason.as_str(),
                    "a mail was refused"
                );
                self.identity.refuse_mail(&mail.id, &reason).await?;
            }
            Err(Undelivered::Later(reason)) => {
                tracing::info!(mail = mail.id, reason, "a mail has to wait");
                self.identity.postpone_mail(&mail.id).await?;
            }
            Err(Undelivered::Outage(reason)) => {
                self.identity.return_mail(&mail.id).await?;
                return Err(Stopped::Outage(reason));
            }
        }
        Ok(false)
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

fn complain(stopped: &Stopped) {
    tracing::warn!(error = stopped as &dyn std::error::Error, "mails wait");
}
