//! Renders a page as the response to a request that no page route matches.

use axum::{
    body::Body,
    http::{Extensions, Request, Uri, request::Parts},
    response::Response,
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::render_app_to_stream_in_order_with_context;

use super::{AppState, shell::shell};
use crate::viewer::CurrentUser;
use messages::Language;

/// Who reads a page, as the layers of the request found out.
#[derive(Debug, Clone, Default)]
pub struct PageReader {
    /// The signed-in user, if somebody is.
    pub current_user: Option<CurrentUser>,
    /// The language that they read.
    pub language: Language,
}

impl PageReader {
    /// The reader of the request with these extensions.
    pub fn of(extensions: &Extensions) -> Self {
        Self {
            current_user: extensions.get().cloned(),
            language: extensions.get().copied().unwrap_or_default(),
        }
    }

    /// Provides the reader to components and server functions.
    fn provide(self) {
        provide_context(self.language);
        if let Some(current_user) = self.current_user {
            provide_context(current_user);
        }
    }
}

/// Renders the page at `path`, as the response to a request for another path. `provide` provides the page's context.
pub async fn render(
    state: &AppState,
    path: &'static str,
    reader: PageReader,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(path);
    request.extensions_mut().insert(reader.language);
    if let Some(current_user) = reader.current_user {
        request.extensions_mut().insert(current_user);
    }
    let (state, document) = (state.clone(), state.clone());
    let provide = move || {
        provide_context(state.clone());
        provide_reader();
        provide();
    };
    render_app_to_stream_in_order_with_context(provide, move || shell(&document))(request).await
}

/// Provides the reader of the request that a page answers.
pub(super) fn provide_reader() {
    if let Some(parts) = use_context::<Parts>() {
        PageReader::of(&parts.extensions).provide();
    }
}
