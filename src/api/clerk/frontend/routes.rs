use axum::{Router, extract::Request, http::Method, routing::MethodRouter};
use tower::ServiceBuilder;
use url::form_urlencoded;
use utoipa::openapi::{OpenApi, Paths};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{api::clerk::error::ClerkError, server::AppState};

/// Routes whose method the query may name: browsers ask for permission before each PATCH, PUT and DELETE to another
/// origin, so this API's clients send POST with `_method`.
#[derive(Default)]
pub struct Routes {
    routes: Vec<(String, MethodRouter<AppState>)>,
    paths: Paths,
}

impl Routes {
    /// Adds the handlers of a path.
    pub fn at(mut self, (_, described, methods): UtoipaMethodRouter<AppState>) -> Self {
        for (path, item) in described.paths {
            self.routes.push((path.clone(), methods.clone()));
            self.paths.paths.insert(path, item);
        }
        self
    }

    /// Adds the handlers of a path to which clients add a slash.
    pub fn at_with_slash(self, handlers: UtoipaMethodRouter<AppState>) -> Self {
        let mut routes = self.at(handlers);
        if let Some((path, methods)) = routes.routes.last() {
            routes.routes.push((format!("{path}/"), methods.clone()));
        }
        routes
    }

    /// The `OpenAPI` descriptions of the routes.
    pub fn documented(self) -> OpenApiRouter<AppState> {
        let mut document = OpenApi::default();
        document.paths = self.paths;
        OpenApiRouter::with_openapi(document)
    }

    pub fn into_router(self, state: &AppState) -> Router<AppState> {
        let routes = self.routes.into_iter();
        routes.fold(Router::new(), |router, (path, methods)| {
            let methods = methods.fallback(async || ClerkError::WRONG_METHOD);
            // Around the handlers, which are chosen by what this changes.
            let service = ServiceBuilder::new()
                .map_request(with_meant_method)
                .service(methods.with_state(state.clone()));
            router.route_service(&path, service)
        })
    }
}

fn with_meant_method<B>(mut request: Request<B>) -> Request<B> {
    if request.method() == Method::POST
        && let Some(method) = request.uri().query().and_then(meant)
    {
        *request.method_mut() = method;
    }
    request
}

/// The method that the query names. Only what changes something: a page of another site may make a browser send GET.
fn meant(query: &str) -> Option<Method> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, method) = pairs.find(|(name, _)| name == "_method")?;
    let methods = [Method::PATCH, Method::PUT, Method::DELETE];
    methods.into_iter().find(|it| it.as_str() == method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_may_stand_for_another_method_that_changes_something() {
        for (method, uri, expected) in [
            (Method::POST, "/me?_method=PATCH", Method::PATCH),
            (Method::POST, "/me?a=b&_method=DELETE", Method::DELETE),
            (Method::POST, "/me?_method=GET", Method::POST),
            (Method::POST, "/me?_method=patch", Method::POST),
            (Method::POST, "/me", Method::POST),
            (Method::GET, "/me?_method=DELETE", Method::GET),
        ] {
            let request = Request::builder().method(method).uri(uri).body(()).unwrap();
            assert_eq!(with_meant_method(request).method(), expected, "{uri}");
        }
    }
}
