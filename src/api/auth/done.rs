use serde::Serialize;
use utoipa::ToSchema;

/// Nothing to tell: `{}`.
#[derive(Serialize, ToSchema)]
pub struct Done {}
