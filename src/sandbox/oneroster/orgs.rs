//! `orgs` and `schools`.

use axum::Json;
use axum::extract::Path;
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::{MODIFIED_AT, reference};
use crate::sandbox::imsx::ImsxError;
use crate::sandbox::school::org::{ORGS, Org};

const FIELDS: Collection = Collection {
    plural: "orgs",
    fields: &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "name",
        "type",
        "identifier",
        "parent",
        "children",
    ],
};

/// `GET /orgs`
pub async fn list(uri: Uri) -> Result<Response, ImsxError> {
    FIELDS.page(&uri, ORGS.iter().map(org))
}

/// `GET /schools`
pub async fn list_schools(uri: Uri) -> Result<Response, ImsxError> {
    FIELDS.page(
        &uri,
        ORGS.iter().filter(|org| org.kind == "school").map(org),
    )
}

/// `GET /orgs/{id}`
pub async fn get(Path(id): Path<String>) -> Result<Json<Value>, ImsxError> {
    let found = Org::find(&id).ok_or_else(|| ImsxError::not_found("Org"))?;
    Ok(Json(json!({ "org": org(&found) })))
}

fn org(org: &Org) -> Value {
    let link = |id: &str| reference("orgs", "org", id, None);
    let children: Vec<Value> = ORGS
        .iter()
        .filter(|child| child.parent == Some(org.id))
        .map(|child| link(child.id))
        .collect();
    json!({
        "sourcedId": org.id,
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "name": org.name,
        "type": org.kind,
        "identifier": null,
        "parent": org.parent.map(link),
        "children": children,
    })
}
