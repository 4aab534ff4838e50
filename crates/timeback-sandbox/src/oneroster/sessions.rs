//! `academicSessions`, `terms` and `gradingPeriods`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, one, page};
use super::{MODIFIED_AT, reference};
use crate::imsx::ImsxError;
use crate::school::org::DISTRICT;
use crate::school::session::{self, Session};
use crate::{Sandbox, utc_day};

/// A type of academic session.
pub trait Kind: Entity {
    /// Wraps a session, if it is of this type.
    fn new(session: Session) -> Option<Self>
    where
        Self: Sized;
}

/// A session of any type.
pub struct AcademicSession(Session);

/// A term.
pub struct Term(Session);

/// A grading period.
pub struct GradingPeriod(Session);

/// `GET /academicSessions`, `/terms`, `/gradingPeriods`
pub async fn list<K: Kind>(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    page(&uri, sessions::<K>(&sandbox))
}

/// The same with an id
pub async fn get<K: Kind>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    one(sessions::<K>(&sandbox).find(|entity| entity.to_json()["sourcedId"] == *id))
}

fn sessions<K: Kind>(sandbox: &Sandbox) -> impl Iterator<Item = K> {
    session::of_year(utc_day(sandbox.now()))
        .into_iter()
        .filter_map(K::new)
}

impl Kind for AcademicSession {
    fn new(session: Session) -> Option<Self> {
        Some(Self(session))
    }
}

impl Kind for Term {
    fn new(session: Session) -> Option<Self> {
        (session.kind == "term").then_some(Self(session))
    }
}

impl Kind for GradingPeriod {
    fn new(session: Session) -> Option<Self> {
        (session.kind == "gradingPeriod").then_some(Self(session))
    }
}

const FIELDS: &[&str] = &[
    "sourcedId",
    "status",
    "dateLastModified",
    "metadata",
    "title",
    "type",
    "startDate",
    "endDate",
    "parent",
    "children",
    "schoolYear",
    "org",
];

impl Entity for AcademicSession {
    const NAME: &'static str = "Academic session";
    const ONE: &'static str = "academicSession";
    const MANY: &'static str = "academicSessions";
    const FIELDS: &'static [&'static str] = FIELDS;

    fn to_json(&self) -> Value {
        row(&self.0)
    }
}

impl Entity for Term {
    const NAME: &'static str = "Term";
    const ONE: &'static str = "term";
    const MANY: &'static str = "terms";
    const FIELDS: &'static [&'static str] = FIELDS;

    fn to_json(&self) -> Value {
        row(&self.0)
    }
}

impl Entity for GradingPeriod {
    const NAME: &'static str = "Grading period";
    const ONE: &'static str = "gradingPeriod";
    const MANY: &'static str = "gradingPeriods";
    const FIELDS: &'static [&'static str] = FIELDS;

    fn to_json(&self) -> Value {
        row(&self.0)
    }
}

fn row(session: &Session) -> Value {
    let link = |id: &String| reference("academicSessions", "academicSession", id, None);
    let siblings = session::of_year(session.begins_on);
    let children: Vec<Value> = siblings
        .iter()
        .filter(|child| child.parent_id.as_ref() == Some(&session.id))
        .map(|child| link(&child.id))
        .collect();
    json!({
        "sourcedId": session.id,
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "title": session.title,
        "type": session.kind,
        "startDate": format!("{}T00:00:00.000Z", session.begins_on),
        "endDate": format!("{}T00:00:00.000Z", session.ends_on),
        "parent": session.parent_id.as_ref().map(link),
        "children": children,
        "schoolYear": session.school_year,
        "org": reference("orgs", "org", DISTRICT.id, None),
    })
}
