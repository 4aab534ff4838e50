//! Response envelopes: the payload is under `data`.

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    Failure,
    lenient::{Fields, LenientDecode, or_empty},
};

/// A response with one record under `data`.
#[derive(Deserialize)]
pub(super) struct Data<T> {
    pub data: T,
}

impl<T: DeserializeOwned> LenientDecode for Data<T> {}

/// A response with a list of records under `data`.
#[derive(Deserialize)]
pub(super) struct DataList<T> {
    #[serde(
        deserialize_with = "or_empty",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub data: Vec<T>,
}

impl<T: DeserializeOwned> LenientDecode for DataList<T> {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let data = response.decode_list("data")?;
        Ok(Self { data })
    }
}
