//! All routes and their middleware.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{HeaderName, Method, Request},
    middleware::{from_fn_with_state, map_response},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use leptos_axum::{LeptosRoutes as _, generate_route_list_with_exclusions};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::RequestBodyDeadlineLayer,
    trace::TraceLayer,
    validate_request::ValidateRequestHeaderLayer,
};

use super::{
    AppState,
    body_rules::BodyRules,
    check, csrf,
    failure::{self, ChooseForm},
    health, language, mailbox, metrics, panic, pictures,
    render::{PageReader, provide_reader, render},
    rendered_pages, request_target, security_headers, server_fn_status, session,
    shell::shell,
    streaming,
    telemetry::RequestSpans,
};
use crate::{account, api, app::App, profile, sign_in, user};

/// Path without a page, to render the not-found page.
const NO_PAGE: &str = "/404";

/// The contracts that write failures in a form of their own.
const CONTRACTS: &[ChooseForm] = &[
    api::auth::failure_form,
    api::clerk::failure_form,
    api::timeback::failure_form,
];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The whole application, as served by `main` and used by the tests.
pub fn router(state: AppState) -> Router {
    let ordinary = Router::new()
        .merge(for_somebody(
            &state,
            Router::new()
                .merge(
                    pages(&state)
                        .layer(map_response(server_fn_status::correct))
                        .layer(from_fn_with_state(state.clone(), rendered_pages::repeat)),
                )
                .merge(account::routes())
                .merge(sign_in::routes())
                .merge(profile::routes())
                .route(language::PATH, post(language::choose))
                .nest(api::timeback::ROOT, api::timeback::router()),
        ))
        .merge(state.site.routes())
        .merge(pictures::routes())
        .merge(api::document::router())
        .nest(api::auth::ROOT, api::auth::router())
        .merge(api::clerk::router(&state))
        .route(mailbox::PATH, get(mailbox::read))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route(check::PATH, get(check::answer));
    // `RequestBodyLimitLayer` bounds them instead of axum's own limit.
    let uploads = Router::new()
        .merge(for_somebody(
            &state,
            account::upload_routes().merge(user::upload_routes(&state)),
        ))
        .merge(api::clerk::upload_router(&state))
        .layer(DefaultBodyLimit::disable());
    behind_edge(&state, ordinary, BodyRules::ORDINARY)
        .merge(behind_edge(&state, uploads, BodyRules::UPLOADS))
        .with_state(state)
}

/// Adds the layers of routes that act for the signed-in user.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
fn for_somebody(state: &AppState, routes: Router<AppState>) -> Router<AppState> {
    let origin = state.clone();
    // One layer for the router, which boxes each.
    routes.layer(
        ServiceBuilder::new()
            .layer(held(move |request| csrf::check(&origin.origin, request)))
            .layer(from_fn_with_state(state.clone(), session::resolve))
            .layer(CompressionLayer::new())
            .map_response(streaming::disable_buffering),
    )
}

/// Adds the layers of every route.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
fn behind_edge(state: &AppState, routes: Router<AppState>, body: BodyRules) -> Router<AppState> {
    let is_secure = state.origin.is_secure();
    let spans = RequestSpans {
        are_traced: state.is_traced,
    };
    routes.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(
                TraceLayer::new_for_http()
                    .make_span_with(spans)
                    .on_response(spans)
                    .on_failure(()),
            )
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(from_fn_with_state(state.clone(), metrics::measure))
            .map_response(move |answer| security_headers::add_headers(is_secure, answer))
            .map_request(move |request| language::resolve(is_secure, request))
            .layer(from_fn_with_state(
                (state.clone(), CONTRACTS),
                failure::write_failures,
            ))
            .layer(CatchPanicLayer::custom(panic::respond))
            .layer(RequestBodyLimitLayer::new(body.most))
            .layer(RequestBodyDeadlineLayer::new(body.deadline))
            .layer(held({
                let state = state.clone();
                move |request| request_target::check(&state.origin, request)
            }))
            .map_request(|request: Request<_>| request.map(Body::new))
            .layer(held(move |request| body.check_text(request))),
    )
}

/// Layer that lets `check` reject a request before the inner service.
fn held<B, C>(check: C) -> ValidateRequestHeaderLayer<C>
where
    C: FnMut(&mut Request<B>) -> Result<(), Response>,
{
    ValidateRequestHeaderLayer::custom(check)
}

/// Routes of the pages and server functions, with the not-found page.
fn pages(state: &AppState) -> Router<AppState> {
    let document = {
        let state = state.clone();
        move || shell(&state)
    };
    let elsewhere = vec![user::UPLOAD.to_owned()];
    let pages = generate_route_list_with_exclusions(App, Some(elsewhere));
    let paths: Arc<[String]> = pages.iter().map(|page| page.path().to_owned()).collect();
    let fallback = {
        let state = state.clone();
        async move |request: Request<Body>| no_route(&state, &paths, request).await
    };
    Router::new()
        .leptos_routes_with_context(state, pages, provide_reader, document)
        .fallback(fallback)
}

/// Fallback for requests without a route: redirects to the page without the trailing slash if there is one, and
/// otherwise renders the not-found page. Never renders the requested path, because leptos' router matches paths that
/// axum's does not, and such a page would lack its route's layers.
async fn no_route(state: &AppState, pages: &[String], request: Request<Body>) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query());
    let page = path.strip_suffix('/').filter(|path| !path.is_empty());
    if let Some(page) = page.filter(|page| pages.iter().any(|path| path == page))
        && matches!(*request.method(), Method::GET | Method::HEAD)
    {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{page}{query}")).into_response();
    }
    render(state, NO_PAGE, PageReader::of(request.extensions()), || {}).await
}
