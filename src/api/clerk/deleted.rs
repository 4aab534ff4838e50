use serde::Serialize;
use utoipa::ToSchema;

/// A deleted object.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkDeletedObject)]
pub struct DeletedObject {
    object: &'static str,
    id: String,
    deleted: bool,
}

impl DeletedObject {
    pub fn new(object: &'static str, id: &str) -> Self {
        Self {
            object,
            id: id.to_owned(),
            deleted: true,
        }
    }
}
