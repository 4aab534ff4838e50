//! Metrics of the queues: events for Timeback, mails, and webhook events.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::timeout;

use super::exposition::Exposition;
use crate::server::AppState;

/// How long a page waits for the database: less than Prometheus waits for the page.
const PATIENCE: Duration = Duration::from_secs(5);

/// A queue: how its metrics begin, and their descriptions.
struct Queue {
    name: &'static str,
    waiting: &'static str,
    retrying: &'static str,
    refused: &'static str,
}

const OUTBOX: Queue = Queue {
    name: "outbox",
    waiting: "Events waiting to be sent to Timeback.",
    retrying: "Waiting events that Timeback failed to accept while it accepted others.",
    refused: "Events that Timeback rejected or repeatedly failed to accept, set aside with the reason.",
};

const MAILS: Queue = Queue {
    name: "mails",
    waiting: "E-mails and text messages waiting to be sent.",
    retrying: "Waiting e-mails that the mail server deferred, or failed to accept while it accepted others.",
    refused: "E-mails of the last week that could not be sent, set aside with the reason.",
};

const WEBHOOKS: Queue = Queue {
    name: "webhooks",
    waiting: "Webhook events waiting to be delivered.",
    retrying: "Waiting webhook events that the receiver failed to accept while it accepted others.",
    refused: "Webhook events of the last month that could not be delivered, set aside with the reason.",
};

/// The depth of a queue.
struct Depth {
    waiting: u64,
    oldest_at: Option<Timestamp>,
    retrying: u64,
    refused: u64,
}

/// Adds whether the database answers, and what it says; what it does not say in time is omitted.
pub(super) async fn stored(page: &mut Exposition, state: &AppState) {
    let depths = async { tokio::join!(outbox(state), mails(state), webhooks(state)) };
    let sessions = state.metrics.sessions.get(&state.identity);
    let (depths, sessions) = tokio::join!(timeout(PATIENCE, depths), timeout(PATIENCE, sessions));
    let (outbox, mails, webhooks) = depths.unwrap_or_default();
    page.gauge(
        "database_up",
        "1 when the database answers, 0 when it does not.",
        u8::from(outbox.is_some()),
    );
    for (queue, depth) in [(OUTBOX, outbox), (MAILS, mails), (WEBHOOKS, webhooks)] {
        if let Some(depth) = depth {
            queue.write(page, &depth, state);
        }
    }
    if let Ok(Ok(sessions)) = sessions {
        page.gauge(
            "accounts_sessions",
            "Sessions that are alive, counted once a minute at most.",
            sessions,
        );
    }
}

impl Queue {
    fn write(&self, page: &mut Exposition, depth: &Depth, state: &AppState) {
        let name = |end| format!("{}_{end}", self.name);
        page.gauge(&name("waiting"), self.waiting, depth.waiting);
        page.gauge(
            &name("oldest_seconds"),
            "Age of the oldest waiting item.",
            age(state, depth.oldest_at),
        );
        page.gauge(&name("retrying"), self.retrying, depth.retrying);
        page.gauge(&name("refused"), self.refused, depth.refused);
    }
}

async fn outbox(state: &AppState) -> Option<Depth> {
    let depth = state.activities.depth().await.ok()?;
    Some(Depth {
        waiting: depth.waiting,
        oldest_at: depth.oldest_at,
        retrying: depth.retrying,
        refused: depth.dead,
    })
}

async fn mails(state: &AppState) -> Option<Depth> {
    let depth = state.identity.mail_depth().await.ok()?;
    Some(Depth {
        waiting: depth.waiting,
        oldest_at: depth.oldest_at,
        retrying: depth.retrying,
        refused: depth.refused,
    })
}

async fn webhooks(state: &AppState) -> Option<Depth> {
    let depth = state.identity.webhook_depth().await.ok()?;
    Some(Depth {
        waiting: depth.waiting,
        oldest_at: depth.oldest_at,
        retrying: depth.retrying,
        refused: depth.refused,
    })
}

/// Seconds since this time; 0 for `None`.
fn age(state: &AppState, at: Option<Timestamp>) -> f64 {
    let now = state.timeback.config().clock.now();
    at.map_or(0.0, |at| now.duration_since(at).as_secs_f64().max(0.0))
}
