//! News between the nodes of one dashboard, about profiles, sessions and events.

use super::{Activities, AppState, Profiles};
use crate::nodes::{Incoming, News, Nodes};
use identity::{Identity, SessionId};
use timeback::outbox::Delivered;

/// Applies the other nodes' news to what this node has in memory.
pub(super) async fn receive(state: AppState, incoming: Incoming) {
    let (identity, profiles) = (state.identity.clone(), state.profiles.clone());
    let activities = state.activities.clone();
    drop(state);
    incoming
        .run(|news| apply(news, &identity, &profiles, &activities))
        .await;
}

fn apply(news: News, identity: &Identity, profiles: &Profiles, activities: &Activities) {
    match news {
        News::EventQueued => activities.wake(),
        News::EventsDelivered {
            student,
            occurred_at,
            number,
        } => profiles.earned_elsewhere(&student, occurred_at, number),
        News::AccountsChanged => identity.forget_recent_sessions(),
        News::ForgetSession(session) => profiles.forget(&session),
        News::ReconnectSession(session) => profiles.live().end(&session),
        News::Missed => {
            identity.forget_recent_sessions();
            profiles.all_may_have_earned();
            activities.wake();
        }
    }
}

/// Publishes to the other nodes that something about accounts changes on this one, and which sessions end or change.
pub(super) fn publish_sessions(identity: &Identity, nodes: &Nodes) {
    let changed = nodes.clone();
    identity.on_committed(move || changed.publish(News::AccountsChanged));
    let forget = {
        let nodes = nodes.clone();
        move |session: &SessionId| nodes.publish(News::ForgetSession(session.as_str().to_owned()))
    };
    let forget_ended = forget.clone();
    identity.on_sessions_ended(move |ended| {
        let sessions = ended.sessions.iter().map(|ended| &ended.id);
        sessions.for_each(&forget_ended);
    });
    identity.on_address_changed(move |changed| changed.sessions.iter().for_each(&forget));
    let nodes = nodes.clone();
    identity.on_time_zone_changed(move |changed| {
        for session in &changed.sessions {
            nodes.publish(News::ReconnectSession(session.as_str().to_owned()));
        }
    });
}

/// Has all nodes take what they have in memory as outdated, as it is not known what was delivered.
pub(super) fn publish_missed(state: &AppState) {
    state.profiles.all_may_have_earned();
    state.nodes.publish(News::Missed);
}

/// Applies a delivery of this node, and publishes it to the others.
pub(super) async fn publish_delivery(state: &AppState, delivered: Delivered) {
    let Delivered {
        timeback_id,
        occurred_at,
    } = delivered;
    let profiles = &state.profiles;
    let number = profiles.earned(&timeback_id, occurred_at).await;
    state.nodes.publish(News::EventsDelivered {
        student: timeback_id,
        occurred_at,
        number,
    });
}
