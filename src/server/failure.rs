//! Responses to failures of the dashboard itself, in the format of each kind of client.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::AppState;
use crate::error::AppError;
use messages::Language;

/// `Retry-After` in seconds while the database is unavailable.
pub const RETRY_AFTER: u64 = 5;

/// Content security policy of the failure page, which loads only its styles, fonts and images.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

/// A failure of the dashboard. As a response it has only a status; [`write_failures`] adds the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The database is unavailable.
    Unavailable,
    /// Internal error; details are in the log.
    Internal,
    /// The request contains a character that cannot be stored: an error of the client.
    BadText,
}

impl Failure {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::BadText => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable => Self::Unavailable,
            Failure::Internal => Self::Internal,
            Failure::BadText => Self::BadRequest,
        }
    }
}

impl From<&identity::Error> for Failure {
    fn from(error: &identity::Error) -> Self {
        if error.is_unavailable() || matches!(error, identity::Error::Busy) {
            Self::Unavailable
        } else {
            Self::Internal
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        if self == Self::Unavailable {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER));
        }
        response
    }
}

/// The middleware that writes the body of a [`Failure`]. Its state has the API contracts with a failure format of their
/// own.
pub async fn write_failures(
    State((state, contracts)): State<(AppState, &'static [ChooseForm])>,
    request: Request,
    next: Next,
) -> Response {
    let form = FailureForm::of(&request, contracts);
    let language = request.extensions().get().copied().unwrap_or_default();
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Failure>().copied() else {
        return response;
    };
    let mut answer = form.write(failure, &state, language);
    // A request's id and other headers that were added on the way stay.
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

/// Chooses the failure format for a request with this path and headers; `None` when the path is not part of the
/// contract.
pub type ChooseForm = fn(path: &str, headers: &HeaderMap) -> Option<FailureForm>;

/// Format of a failure response.
pub enum FailureForm {
    /// Format of an API contract.
    Contract(Box<dyn FnOnce(Failure) -> Response + Send>),
    /// Format of server functions.
    ServerFn,
    /// An HTML page.
    Page,
}

impl FailureForm {
    fn of(request: &Request, contracts: &[ChooseForm]) -> Self {
        let (path, headers) = (request.uri().path(), request.headers());
        let form = contracts.iter().find_map(|choose| choose(path, headers));
        form.unwrap_or_else(|| {
            if is_within(path, "/api") && !wants_page(headers) {
                Self::ServerFn
            } else {
                Self::Page
            }
        })
    }

    fn write(self, failure: Failure, state: &AppState, language: Language) -> Response {
        let status = failure.status();
        match self {
            Self::Contract(write) => write(failure),
            Self::ServerFn => (status, Json(AppError::from(failure))).into_response(),
            Self::Page => {
                let headers: [(HeaderName, HeaderValue); 2] = [
                    (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
                    (
                        header::CONTENT_TYPE,
                        HeaderValue::from_static("text/html; charset=utf-8"),
                    ),
                ];
                let page = page(&state.assets.css, failure, language);
                (status, headers, page).into_response()
            }
        }
    }
}

/// Whether the path is `root` or below it.
pub fn is_within(path: &str, root: &str) -> bool {
    path.strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|accept| accept.to_str().is_ok_and(|line| line.contains("text/html")))
}

fn page(css: &str, failure: Failure, language: Language) -> String {
    let text = language.messages();
    let (title, words) = match failure {
        Failure::Unavailable => (text.failure_unavailable_title(), text.failure_unavailable()),
        Failure::Internal => (text.failure_internal_title(), text.failure_internal()),
        Failure::BadText => (text.failure_address_title(), text.failure_address()),
    };
    let (tag, direction, start) = (language.tag(), language.direction(), text.go_to_start());
    format!(
        "<!DOCTYPE html><html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"/>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"color-scheme\" content=\"light dark\"/>\
         <title>{title}</title><link rel=\"stylesheet\" href=\"{css}\"/></head>\
         <body><main><h1>{title}</h1><p>{words}</p><p><a href=\"/\">{start}</a></p></main></body></html>"
    )
}
