//! `orgs` and `schools`.

use axum::Json;
use axum::extract::Path;
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, one, page};
use super::{MODIFIED_AT, reference};
use crate::imsx::ImsxError;
use crate::school::org::{ORGS, Org};

/// `GET /orgs`
pub async fn list(uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, ORGS)
}

/// `GET /schools`
pub async fn list_schools(uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, ORGS.into_iter().filter(|org| org.kind == "school"))
}

/// `GET /orgs/{id}`
pub async fn get(Path(id): Path<String>) -> Result<Json<Value>, ImsxError> {
    one(Org::find(&id))
}

/// `GET /schools/{id}`
pub async fn get_school(Path(id): Path<String>) -> Result<Json<Value>, ImsxError> {
    one(Org::find(&id).filter(|org| org.kind == "school"))
}

impl Entity for Org {
    const NAME: &'static str = "Org";
    const ONE: &'static str = "org";
    const MANY: &'static str = "orgs";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "name",
        "type",
        "identifier",
        "parent",
        "children",
    ];

    fn to_json(&self) -> Value {
        let link = |id: &str| reference("orgs", "org", id, None);
        let children: Vec<Value> = ORGS
            .iter()
            .filter(|child| child.parent == Some(self.id))
            .map(|child| link(child.id))
            .collect();
        json!({
            "sourcedId": self.id,
            "status": "active",
            "dateLastModified": MODIFIED_AT,
            "name": self.name,
            "type": self.kind,
            "identifier": null,
            "parent": self.parent.map(link),
            "children": children,
        })
    }
}
