//! Mail delivery to a real SMTP server.

mod contents;
mod delivery;
mod disabled;
mod failing_mails;
mod languages;
mod outage;
pub mod server;

use timeback_dashboard::smtp::{MailWorker, Relay, Sender};

use self::server::MailServer;
use crate::accounts::{mailed_codes::strict, school::School};
use crate::store::Store;

/// A school, its mail server and its mail worker.
struct Post {
    school: School,
    server: MailServer,
    mail_worker: MailWorker,
}

impl Post {
    async fn new(store: Store) -> Self {
        Self::with(store, "").await
    }

    /// The same, with this query in the mail server's URL.
    async fn with(store: Store, query: &str) -> Self {
        let (school, server) = (strict(store).await, MailServer::start().await);
        let mail_worker = mail_worker(&school, &server, query);
        Self {
            school,
            server,
            mail_worker,
        }
    }
}

/// Another process that delivers mails.
fn mail_worker(school: &School, server: &MailServer, query: &str) -> MailWorker {
    let site = "https://school.example".parse().unwrap();
    let url = format!("smtp://user:secret@{}{query}", server.address);
    let relay = Relay::parse(&url.into(), &site).unwrap();
    let sender = Sender::parse("Lincoln School <dashboard@school.example>").unwrap();
    MailWorker::new(school.identity.clone(), relay, sender)
}
