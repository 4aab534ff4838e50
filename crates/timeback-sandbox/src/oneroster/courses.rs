//! `courses`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, one, page};
use super::{MODIFIED_AT, reference};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::course::Course;
use crate::school::org::DISTRICT;

/// `GET /courses`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, sandbox.roster().courses())
}

/// `GET /courses/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    one(sandbox.roster().find_course(&id))
}

impl Entity for Course {
    const NAME: &'static str = "Course";
    const ONE: &'static str = "course";
    const MANY: &'static str = "courses";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "title",
        "courseCode",
        "grades",
        "subjects",
        "subjectCodes",
        "org",
        "level",
    ];

    fn to_json(&self) -> Value {
        let mut course = json!({
            "sourcedId": self.id,
            "status": "active",
            "dateLastModified": MODIFIED_AT,
            "metadata": {
                "primaryApp": self.subject.apps()[0],
                "metrics": { "totalXp": self.total_xp(), "totalLessons": self.total_lessons() },
            },
            "title": self.title,
            "courseCode": self.code,
            "grades": [self.grade.to_string()],
            "subjects": [self.subject.name()],
            "subjectCodes": [],
            "org": reference("orgs", "org", DISTRICT.id, Some(DISTRICT.name)),
        });
        if let Some(goals) = self.goals() {
            course["metadata"]["goals"] = goals.to_json();
        }
        course
    }
}
