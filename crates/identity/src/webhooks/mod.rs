//! The webhook queue: what happens to users and sessions, to be told to a program.
//!
//! Events are written in the unit of work that they tell of, in one place: its commit. So no operation can forget one. They
//! name the user and the session, and nothing else of them: what is sent is read when it is sent. A sign-in does not wait
//! for it, nothing of a deleted user is left in the queue, and who receives it never hears an older state after a newer one.

mod delivery;

use crate::{
    Action, Error, Identity, SessionId, UserId, WebhookKind,
    audit::Event,
    events::Events,
    store::webhook_events::{self, NewEvent},
};
use database::Connection;
use serde_json::Value;

/// The entry of the audit log that a unit of work commits with.
pub(super) struct Entry<'a> {
    pub id: &'a str,
    /// The user that it changed.
    pub updated: Option<UserId>,
    pub at: i64,
}

/// Queues what a unit of work did. The caller holds the advisory lock of the audit log, so that events are in the order of
/// commits.
pub(super) async fn enqueue(
    connection: &mut Connection,
    identity: &Identity,
    events: &Events,
    entry: Entry<'_>,
) -> Result<(), Error> {
    if !identity.has_webhooks {
        return Ok(());
    }
    for (kind, user, session) in list(events, &entry) {
        let new = NewEvent {
            id: &identity.env.id(),
            kind,
            user,
            session,
            audit_id: entry.id,
            created_at: entry.at,
        };
        webhook_events::create(connection, new).await?;
    }
    Ok(())
}

/// What happened, in an order in which it can be told.
fn list<'a>(
    events: &'a Events,
    entry: &'a Entry<'_>,
) -> Vec<(WebhookKind, &'a UserId, Option<&'a SessionId>)> {
    let created = events.created.iter();
    let updated = entry
        .updated
        .as_ref()
        .filter(|user| !events.created.contains(user) && !events.deleted.contains(user));
    let ended = events.ended.iter();
    let began = events.began.iter();
    let deleted = events.deleted.iter();
    created
        .map(|user| (WebhookKind::UserCreated, user, None))
        .chain(updated.map(|user| (WebhookKind::UserUpdated, user, None)))
        .chain(ended.map(|end| (WebhookKind::of_end(end.reason), &end.user, Some(&end.id))))
        .chain(began.map(|(user, session)| (WebhookKind::SessionCreated, user, Some(session))))
        .chain(deleted.map(|user| (WebhookKind::UserDeleted, user, None)))
        .collect()
}

/// The user of whom this changes what a program can see.
pub(super) fn updated_user(event: &Event) -> Option<UserId> {
    let is_wrong = event.traits.get("right") == Some(&Value::Bool(false));
    let user = event.user.as_ref();
    user.filter(|_| changes_user(event.action) && !is_wrong)
        .cloned()
}

/// Whether the action changes what a program can see of its user.
fn changes_user(action: Action) -> bool {
    match action {
        // A sign-in is the user's last one, and may have verified their address.
        Action::SignedIn
        | Action::AuthCodeIssued
        | Action::SignedUp
        | Action::Invited
        | Action::Updated
        | Action::PasswordChanged
        | Action::PasswordCompromised
        | Action::PasswordCleared
        | Action::FactorAnswered
        | Action::FactorRemoved
        | Action::FactorDeleted
        | Action::BackupCodesRenewed
        | Action::IdentityLinked
        | Action::IdentityLinkFailed
        | Action::IdentityUnlinked
        | Action::JoinedTimeback
        | Action::Locked
        | Action::Unlocked
        | Action::PhoneNumberAdded
        | Action::PhoneNumberVerified
        | Action::PhoneNumberRemoved => true,
        // Deletions are known by themselves, as creations are.
        Action::Deleted
        | Action::RepeatedSignUp
        | Action::SignInFailed
        | Action::SignedOut
        | Action::TokenRefreshed
        | Action::TokenReused
        | Action::ConfirmationRequested
        | Action::RecoveryRequested
        | Action::ReauthenticationRequested
        | Action::Reauthenticated
        | Action::FactorEnrolled
        | Action::FactorChallenged
        | Action::FactorUpdated
        | Action::ProfileRead
        | Action::LinkRequested
        | Action::PhoneCodeRequested
        | Action::JwtTemplateCreated
        | Action::JwtTemplateUpdated
        | Action::JwtTemplateDeleted
        | Action::LogTrimmed
        | Action::Restored => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EndReason, EndedSession};

    fn told(events: &Events, action: Action, user: &UserId) -> Vec<String> {
        let entry = Entry {
            id: "entry",
            updated: updated_user(&Event::new(action, user)),
            at: 0,
        };
        let told = list(events, &entry).into_iter();
        told.map(|(kind, user, _)| format!("{} {}", kind.as_str(), user.as_str()))
            .collect()
    }

    fn ended(user: &UserId, reason: EndReason) -> EndedSession {
        EndedSession {
            id: SessionId("old".into()),
            user: user.clone(),
            reason,
        }
    }

    #[test]
    fn a_new_user_is_created_and_not_updated_as_well() {
        let maya = UserId("maya".into());
        let events = Events {
            created: vec![maya.clone()],
            began: vec![(maya.clone(), SessionId("new".into()))],
            ..Events::default()
        };
        let expected = ["user.created maya", "session.created maya"];
        assert_eq!(told(&events, Action::SignedUp, &maya), expected);
    }

    #[test]
    fn a_deleted_user_is_told_last_and_others_with_them() {
        let (maya, leon) = (UserId("maya".into()), UserId("leon".into()));
        let events = Events {
            ended: vec![
                ended(&leon, EndReason::Deleted),
                ended(&maya, EndReason::Replaced),
            ],
            deleted: vec![leon.clone()],
            ..Events::default()
        };
        let expected = [
            "user.updated maya",
            "session.revoked leon",
            "session.ended maya",
            "user.deleted leon",
        ];
        assert_eq!(told(&events, Action::SignedIn, &maya), expected);
        assert_eq!(told(&events, Action::Deleted, &leon), expected[1..]);
    }

    #[test]
    fn what_changes_nothing_is_not_told() {
        let maya = UserId("maya".into());
        for action in [Action::SignInFailed, Action::ProfileRead] {
            assert_eq!(told(&Events::default(), action, &maya), [""; 0]);
        }
        let answered = Event::new(Action::FactorAnswered, &maya);
        let wrong = answered.clone().with("right", false);
        assert_eq!(updated_user(&wrong), None);
        assert_eq!(updated_user(&answered.with("right", true)), Some(maya));
    }
}
