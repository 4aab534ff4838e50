//! The link between an account and its Timeback user.

use std::{sync::Arc, time::Duration};

use display_error_chain::DisplayErrorChain;
use tokio::sync::OnceCell;

use super::Profiles;
use crate::{server::address_reassigned::AddressReassigned, viewer::CurrentUser};
use identity::ClientInfo;

/// How long a link is known. Requests that began before it was made end within this time.
const LIFETIME: Duration = Duration::from_secs(15);

/// The number of links that are known at once.
const CAPACITY: u64 = 10_000;

/// The links that have just been made, by session and Timeback ID: of the requests that come at once when a student has signed
/// in, one links the account, and the others wait for it.
#[derive(Clone)]
pub(super) struct Links(moka::sync::Cache<(String, String), Arc<OnceCell<()>>>);

impl Default for Links {
    fn default() -> Self {
        let links = moka::sync::Cache::builder()
            .max_capacity(CAPACITY)
            .time_to_live(LIFETIME)
            .build();
        Self(links)
    }
}

impl Profiles {
    /// Links the account to its Timeback user, if it is not linked yet; a failure to store the link is retried with the
    /// next page. Rejects a user other than the linked one.
    pub(super) async fn link(
        &self,
        student: &CurrentUser,
        timeback_id: &str,
    ) -> Result<(), AddressReassigned> {
        match &student.timeback_id {
            Some(on_record) if on_record == timeback_id => return Ok(()),
            Some(_) => {
                let session = student.session.as_str();
                tracing::warn!(
                    session,
                    "the address of an account is another Timeback user's"
                );
                return Err(AddressReassigned);
            }
            None => {}
        }
        let key = (student.session.as_str().to_owned(), timeback_id.to_owned());
        let link = self.links.0.get_with(key.clone(), Arc::default);
        let stored = link.get_or_init(async || {
            // The next page tries again. Those that wait do not: each in turn would wait for a database that does not answer.
            if !self.store_link(student, timeback_id).await {
                self.links.0.invalidate(&key);
            }
        });
        stored.await;
        Ok(())
    }

    /// Stores the link. Returns whether there is one now that there was not before.
    async fn store_link(&self, student: &CurrentUser, timeback_id: &str) -> bool {
        let (session, email) = (&student.session, &student.email);
        let client = ClientInfo::default();
        let kept = self
            .identity
            .keep_timeback_id(session, email, timeback_id, &client);
        kept.await.unwrap_or_else(|error| {
            tracing::warn!(
                error = %DisplayErrorChain::new(&error),
                "could not link an account to its Timeback user"
            );
            false
        })
    }
}
