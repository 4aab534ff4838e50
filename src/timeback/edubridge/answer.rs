//! What most answers come wrapped in.

use serde::Deserialize;

/// An answer whose matter is under `data`.
#[derive(Deserialize)]
pub(super) struct Data<T> {
    pub data: T,
}
