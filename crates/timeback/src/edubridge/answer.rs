//! What most answers come wrapped in.

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    Failure,
    lenient::{Fields, LenientDecode, or_empty},
};

/// An answer whose one record is under `data`.
#[derive(Deserialize)]
pub(super) struct Data<T> {
    pub data: T,
}

impl<T: DeserializeOwned> LenientDecode for Data<T> {}

/// An answer whose records are under `data`.
#[derive(Deserialize)]
pub(super) struct DataList<T> {
    #[serde(
        deserialize_with = "or_empty",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub data: Vec<T>,
}

impl<T: DeserializeOwned> LenientDecode for DataList<T> {
    fn salvage(mut answer: Fields<'_>) -> Result<Self, Failure> {
        let data = answer.each("data")?;
        Ok(Self { data })
    }
}
