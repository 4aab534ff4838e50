//! Renders a page as the response to a request that no page route matches.

use axum::{
    body::Body,
    http::{Request, Uri, request::Parts},
    response::Response,
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::render_app_to_stream_in_order_with_context;

use super::{AppState, shell::shell};
use crate::viewer::CurrentUser;

/// Renders the page at `path` for `current_user`, as the response to a request for another path. `provide` provides the
/// page's context.
pub async fn answer_with_page(
    state: &AppState,
    path: &'static str,
    current_user: CurrentUser,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    render(state, path, Some(current_user), provide).await
}

/// Renders the page at `path` for this user, with the context from `provide`.
pub(super) async fn render(
    state: &AppState,
    path: &'static str,
    current_user: Option<CurrentUser>,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(path);
    if let Some(current_user) = current_user {
        request.extensions_mut().insert(current_user);
    }
    let (state, document) = (state.clone(), state.clone());
    let provide = move || {
        provide_context(state.clone());
        provide_viewer();
        provide();
    };
    render_app_to_stream_in_order_with_context(provide, move || shell(&document))(request).await
}

/// Provides the current user, as resolved by the session layer, to components and server functions.
pub(super) fn provide_viewer() {
    let parts = use_context::<Parts>();
    if let Some(current_user) =
        parts.and_then(|parts| parts.extensions.get::<CurrentUser>().cloned())
    {
        provide_context(current_user);
    }
}
