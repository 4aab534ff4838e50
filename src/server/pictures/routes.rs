use axum::{
    Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use display_error_chain::DisplayErrorChain;
use serde::Deserialize;

use crate::server::{AppState, failure::Failure};
use identity::{PictureId, PictureSize};
use picture::{Colour, Initials, SMALL};

/// What is at a path never changes. Only the browsers that were shown it keep it: a shared cache would go on showing a
/// picture that was removed.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// Content security policy of a picture that is opened as a page: nothing in it loads or runs.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
);

/// Apps on other origins show the picture, too.
const ANY_ORIGIN: (HeaderName, HeaderValue) = (
    HeaderName::from_static("cross-origin-resource-policy"),
    HeaderValue::from_static("cross-origin"),
);

/// The size that is wanted.
#[derive(Deserialize)]
struct SizeQuery {
    /// The width and height in pixels; without it, the large size.
    size: Option<u32>,
}

/// Routes of the pictures. They need no session: whoever knows a path was shown the picture.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/pictures/{picture}", get(read))
        .route("/pictures/initials/{colour}", get(draw_person))
        .route("/pictures/initials/{colour}/{initials}", get(draw_initials))
}

/// `GET /pictures/{picture}`: returns a picture, in the smallest size that is at least as large as `size`, if there is one.
async fn read(
    State(state): State<AppState>,
    Path(picture): Path<String>,
    query: Result<Query<SizeQuery>, QueryRejection>,
) -> Response {
    let Ok(Query(SizeQuery { size })) = query else {
        let mend = "size must be a number of pixels, such as 64 or 256";
        return (StatusCode::BAD_REQUEST, mend).into_response();
    };
    let size = match size {
        Some(..=SMALL) => PictureSize::Small,
        _ => PictureSize::Large,
    };
    let Some(picture) = PictureId::parse(&picture) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match state.identity.find_picture(&picture, size).await {
        Ok(Some(file)) => answer(&file.content_type, file.content),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "a picture could not be read"
            );
            Failure::from(&error).into_response()
        }
    }
}

/// `GET /pictures/initials/{colour}/{initials}`: draws these initials on this colour.
async fn draw_initials(Path((colour, initials)): Path<(String, String)>) -> Response {
    match (Colour::parse(&colour), Initials::parse(&initials)) {
        (Some(colour), Some(initials)) => drawing(Some(&initials), colour),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /pictures/initials/{colour}`: draws a person without a name on this colour.
async fn draw_person(Path(colour): Path<String>) -> Response {
    match Colour::parse(&colour) {
        Some(colour) => drawing(None, colour),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn drawing(initials: Option<&Initials>, colour: Colour) -> Response {
    answer("image/svg+xml", Initials::draw(initials, colour).into())
}

fn answer(content_type: &str, content: Vec<u8>) -> Response {
    let content_type = HeaderValue::from_str(content_type);
    let Ok(content_type) = content_type else {
        return Failure::Internal.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, FOR_EVER),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        ANY_ORIGIN,
    ];
    (headers, content).into_response()
}
