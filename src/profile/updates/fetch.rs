use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::profile::CONTENT;

/// The server's answer to a refresh.
pub enum Fetched {
    /// The page's content, as HTML.
    Content(String),
    /// The session has ended.
    SignedOut,
    /// There is no other content; holds the message for the user.
    Refused(String),
    /// The server cannot be reached.
    Offline,
}

/// Fetches the page's content anew.
pub async fn content() -> Fetched {
    answer().await.unwrap_or(Fetched::Offline)
}

async fn answer() -> Result<Fetched, JsValue> {
    let request = RequestInit::new();
    request.set_method("POST");
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(CONTENT, &request)).await?;
    let response: Response = response.unchecked_into();
    if response.status() == 401 {
        return Ok(Fetched::SignedOut);
    }
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    let text = JsFuture::from(response.text()?).await?;
    let text = text.as_string().unwrap_or_default();
    Ok(if kind.starts_with("text/html") {
        Fetched::Content(text)
    } else {
        Fetched::Refused(text)
    })
}
