//! The encoding of server functions.

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// JSON decoded from `&str`. Leptos's own encoding decodes from bytes, which would make serde generate the profile's
/// deserializer a second time (islands' properties are decoded from `&str`): 3 KB of wasm.
pub struct TextJson;

/// Arguments or output of a server function encoded as [`TextJson`].
pub type PostTextJson = Post<TextJson>;

impl ContentType for TextJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for TextJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for TextJson {
    type Error = serde_json::Error;

    fn encode(answer: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(answer).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for TextJson {
    type Error = serde_json::Error;

    fn decode(answer: Bytes) -> Result<T, Self::Error> {
        // What is not UTF-8 is not JSON either, and the empty text says so.
        serde_json::from_str(std::str::from_utf8(&answer).unwrap_or_default())
    }
}
