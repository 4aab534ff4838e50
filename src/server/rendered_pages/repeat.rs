use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::{Inputs, PATHS, record::record};
use crate::server::{AppState, profile_reads::StudentReader};

/// The middleware that repeats a page of the signed-in student if it was rendered of the same inputs before.
pub async fn repeat(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some((path, reader)) = repeatable(&state, &request) else {
        return next.run(request).await;
    };
    // Before the page is rendered: of what changes meanwhile it may have either.
    let Some(inputs) = inputs(&state, &reader, &request) else {
        return next.run(request).await;
    };
    let pages = state.profiles.rendered_pages();
    if let Some(rendered) = pages.find(path, &inputs)
        // Above the rate limit the page is rendered, and says so with 429.
        && let Ok(read) = reader.begin(&state)
    {
        state.profiles.note(read).await;
        return rendered.page.response();
    }
    let pages = pages.clone();
    let response = next.run(request).await;
    record(response, move |page| pages.keep(path, inputs, page))
}

/// The page that is asked for, if it is one of [`PATHS`], and its reader.
fn repeatable(state: &AppState, request: &Request) -> Option<(&'static str, StudentReader)> {
    let (path, query) = (request.uri().path(), request.uri().query());
    let path = PATHS.into_iter().find(|known| *known == path)?;
    if *request.method() != Method::GET || query.is_some() {
        return None;
    }
    let reader = StudentReader::of(request.extensions(), request.headers(), state)?;
    Some((path, reader))
}

/// What the page would be made of, if nothing had to be loaded for it.
fn inputs(state: &AppState, reader: &StudentReader, request: &Request) -> Option<Inputs> {
    let (profiles, viewer) = (&state.profiles, reader.student());
    let revision = profiles.revision(viewer)?;
    let age = profiles.now().duration_since(revision.fetched_at()?);
    Some(Inputs {
        viewer: viewer.clone(),
        language: request.extensions().get().copied().unwrap_or_default(),
        revision,
        age: age.as_mins(),
        may_have_students: profiles.may_have_students(viewer),
        logout_origin: state.provider.known_logout_origin(),
    })
}
