use serde::Serialize;
use utoipa::ToSchema;

/// An empty object, `{}`.
#[derive(Serialize, ToSchema)]
pub struct Done {}
