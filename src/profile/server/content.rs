use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use leptos::prelude::*;

use super::load;
use crate::{
    error::AppError,
    profile::{content::ProfileContent, dashboard::Dashboard},
    server::{AppState, profile_reads::MaybeReader},
};
use messages::Language;
use timeback::Freshness;

/// `POST /profile/content`: returns the page's content, fetched from Timeback anew. What leaves the content as it is is
/// answered as a message, in plain text.
pub async fn refresh(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
    Extension(language): Extension<Language>,
) -> Response {
    let Some(reader) = reader else {
        return message(AppError::SignedOut, language);
    };
    let read = match reader.begin(&state) {
        Ok(read) => read,
        Err(too_many) => {
            let error = AppError::TooManyReads(too_many.retry_after_seconds());
            return message(error, language);
        }
    };
    match load::dashboard(&state.profiles, read, Freshness::Fresh).await {
        Ok(dashboard) => Html(html(Ok(dashboard), language).await).into_response(),
        Err(error @ AppError::NotInTimeback) => {
            (status(error), Html(html(Err(error), language).await)).into_response()
        }
        Err(error) => message(error, language),
    }
}

/// The page's content as HTML, with all that it waits for.
pub async fn html(dashboard: Result<Dashboard, AppError>, language: Language) -> String {
    let owner = Owner::new();
    let view = owner.with(|| {
        provide_context(language);
        view! { <ProfileContent dashboard/> }.into_any()
    });
    view.resolve().await.to_html()
}

fn message(error: AppError, language: Language) -> Response {
    let mut response = (status(error), error.message(language)).into_response();
    if let AppError::TooManyReads(seconds) = error {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn status(error: AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
