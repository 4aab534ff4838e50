//! `GET /profile/live`: server-sent events, one whenever the student's profile has changed.

use std::{convert::Infallible, future::ready, time::Duration};

use axum::{
    Extension, Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{StreamExt as _, stream};
use serde::Deserialize;

use super::{content, listener::Listener, load};
use crate::{
    error::AppError,
    profile::dashboard::Dashboard,
    server::{AppState, live::Page, profile_reads::MaybeReader},
};
use identity::{Env, TooManyAttempts};
use messages::Language;
use timeback::Freshness;

/// A connection nobody answers on is noticed, and proxies do not think it idle.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// A page that lost its connection comes back after this long at least, and twice as long at most: when a node stops, its
/// pages do not come to the others all at once.
const COME_BACK: Duration = Duration::from_secs(1);

/// What the page has already.
#[derive(Deserialize)]
pub struct Has {
    /// When its profile was read, in Unix milliseconds.
    #[serde(default)]
    since: i64,
}

/// The page's content each time the profile has changed, as HTML; at once where the page's is not the latest.
///
/// Who is not signed in, not one Timeback user, or one too many, is answered 204, which tells a browser to stay away. Each profile
/// that is sent counts as one read; past the limit a page goes on showing what it has.
pub async fn listen(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
    Query(has): Query<Has>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let Some(reader) = reader else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let read = match reader.begin(&state) {
        Ok(read) => read,
        Err(too_many) => return too_many_reads(too_many),
    };
    let known = state.profiles.find_timeback_id(reader.student()).await;
    let Ok(Some(student)) = known else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let page = Page {
        session: reader.session().as_str().to_owned(),
        account: reader.user().as_str().to_owned(),
        address: reader.address(),
        student,
    };
    let Some(subscription) = state.profiles.live().subscribe(page) else {
        return StatusCode::NO_CONTENT.into_response();
    };
    // After that, so that what is earned while it is loaded is heard.
    let Ok(dashboard) = load::dashboard(&state.profiles, read, Freshness::Cached).await else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let since = last_event(&headers).unwrap_or(has.since);
    let come_back = Event::default().retry(come_back(&state.env));
    let listener = Listener::new(state, reader, subscription, dashboard, since);
    let changes = stream::unfold(listener, move |mut listener| async move {
        let dashboard = listener.next().await?;
        Some((
            Ok::<_, Infallible>(event(dashboard, language).await),
            listener,
        ))
    });
    let events = stream::once(ready(Ok(come_back))).chain(changes);
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response()
}

/// When a page comes back that lost its connection.
fn come_back(env: &Env) -> Duration {
    let [more] = env.bytes();
    COME_BACK + COME_BACK * u32::from(more) / u32::from(u8::MAX)
}

/// The answer to a page that reads the profile too often.
fn too_many_reads(too_many: TooManyAttempts) -> Response {
    let seconds = too_many.retry_after_seconds();
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(header::RETRY_AFTER, HeaderValue::from(seconds))],
        Json(AppError::TooManyReads(seconds)),
    )
        .into_response()
}

/// What a browser that comes back received last.
fn last_event(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

async fn event(dashboard: Dashboard, language: Language) -> Event {
    Event::default()
        .id(dashboard.view.fetched_at.to_string())
        .data(content::html(Ok(dashboard), language).await)
}
