use axum::{Router, body::Body, http::Request, middleware::map_response, routing::post};
use leptos::{prelude::provide_context, server_fn::ServerFn as _};
use leptos_axum::handle_server_fns_with_context;
use tower_http::limit::RequestBodyLimitLayer;

use crate::{
    server::{AppState, server_fn_status},
    user::SetProfileImage,
};

/// Path of the server function that takes a file, and more bytes than the others.
pub const UPLOAD: &str = SetProfileImage::PATH;

/// The route of the server function that takes a file.
pub fn upload_routes(state: &AppState) -> Router<AppState> {
    let state = state.clone();
    let handle = move |request: Request<Body>| {
        let state = state.clone();
        handle_server_fns_with_context(move || provide_context(state.clone()), request)
    };
    Router::new()
        .route(UPLOAD, post(handle))
        .layer(map_response(server_fn_status::correct))
        .layer(RequestBodyLimitLayer::new(picture::MAX_BYTES))
}
