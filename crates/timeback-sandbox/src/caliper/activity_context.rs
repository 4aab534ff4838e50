//! The object of an event: subject, app, course and activity.

use super::json_node::{JsonNode, Problem};
use crate::school::subject::Subject;

/// The object of an event of the Timeback profile, an activity context.
#[derive(Debug)]
pub struct ActivityContext<'v> {
    /// The subject.
    pub subject: Subject,
    /// The name of the app.
    pub app: &'v str,
    /// The sourcedId of the course.
    pub course_id: &'v str,
    /// The IRI of the activity.
    pub activity_id: &'v str,
    /// The name of the activity; may be empty.
    pub activity_name: &'v str,
}

impl<'v> ActivityContext<'v> {
    /// Parses the object of the event at `node`.
    pub fn parse(node: &JsonNode<'v>, problems: &mut Vec<Problem>) -> Self {
        let object = node.field("object");
        object
            .field("type")
            .constant("TimebackActivityContext", problems);
        let subject = object.field("subject");
        let activity = object.field("activity").field("name");
        Self {
            subject: Subject::find(subject.text(problems)).unwrap_or_else(|| {
                subject.add_problem("must be a subject of the platform", problems);
                Subject::Other
            }),
            app: object.field("app").field("name").text(problems),
            course_id: last_segment(object.field("course").field("id").text(problems)),
            activity_id: object.field("id").text(problems),
            activity_name: if activity.is_absent() {
                ""
            } else {
                activity.text(problems)
            },
        }
    }
}

/// Returns the last segment of an IRI's path.
pub fn last_segment(iri: &str) -> &str {
    iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri)
}
