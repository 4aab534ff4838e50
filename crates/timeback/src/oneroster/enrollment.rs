//! Enrollments.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::{
    Metadata, Ref, Resource, Status, Table, filter::fields, routes::rostering,
    vocabulary::vocabulary,
};
use crate::lenient;

/// Enrollment of a user in a class.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enrollment {
    /// The enrollment's id.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status. An active record may be of a past enrollment: see [`Enrollment::is_current`].
    pub status: Status,
    /// When the record was last modified.
    #[serde(default, deserialize_with = "lenient::optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata: `goals`, `metrics`, `pctCompleteApp`.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub metadata: Metadata,
    /// The user's role in the class.
    pub role: EnrollmentRole,
    /// Whether a teacher is the class's primary one.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub primary: Option<bool>,
    /// First day.
    #[serde(default, deserialize_with = "lenient::optional_day")]
    pub begin_date: Option<Date>,
    /// End date, exclusive.
    #[serde(default, deserialize_with = "lenient::optional_day")]
    pub end_date: Option<Date>,
    /// The user.
    pub user: Ref,
    /// The class.
    pub class: Option<Ref>,
    /// The school.
    pub school: Option<Ref>,
    /// The course; sent by newer versions of the platform.
    pub course: Option<Ref>,
}

impl Enrollment {
    /// Whether the enrollment is current on a day: active, and between its dates. A record's status may stay active long
    /// after the enrollment has ended.
    pub fn is_current(&self, date: Date) -> bool {
        self.status == Status::Active && is_inside(self.begin_date, self.end_date, date)
    }
}

/// Whether a day is between two dates, the second exclusive. A missing date is unbounded.
pub(super) fn is_inside(begin: Option<Date>, end: Option<Date>, date: Date) -> bool {
    begin.is_none_or(|begin| begin <= date) && end.is_none_or(|end| date < end)
}

vocabulary! {
    /// Role in a class.
    EnrollmentRole {
        /// Administrator.
        Administrator = "administrator",
        /// Proctor.
        Proctor = "proctor",
        /// Student.
        Student = "student",
        /// Teacher.
        Teacher = "teacher",
    }
}

fields!(Enrollment {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    ROLE = "role",
    PRIMARY = "primary",
    BEGIN_DATE = "beginDate",
    END_DATE = "endDate",
    USER = "user.sourcedId",
    CLASS = "class.sourcedId",
    SCHOOL = "school.sourcedId",
    COURSE = "course.sourcedId",
});

impl Resource for Enrollment {
    const TABLE: Table = Table {
        list: rostering!("/enrollments"),
        item: rostering!("/enrollments/{id}"),
        plural: "enrollments",
        singular: "enrollment",
        also: &[],
        // Without the dates an enrollment that is over would read as current.
        required: &[
            "sourcedId",
            "status",
            "role",
            "user",
            "beginDate",
            "endDate",
        ],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;

    fn enrollment(status: &str, begin: Value, end: Value) -> Enrollment {
        let record = json!({
            "sourcedId": "e1", "status": status, "role": "student", "user": { "sourcedId": "u1" },
            "primary": "false", "beginDate": begin, "endDate": end,
        });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn current_is_active_and_inside_the_dates() {
        let today = date(2026, 3, 10);
        let is_current = |begin, end| enrollment("active", begin, end).is_current(today);
        assert!(is_current(Value::Null, Value::Null));
        assert!(is_current(json!("2026-03-10"), json!("2026-03-11")));
        assert!(is_current(json!("2026-03-10T00:00:00.000Z"), Value::Null));
        assert!(!is_current(json!("2026-03-11"), Value::Null), "not begun");
        assert!(!is_current(Value::Null, json!("2026-03-09")), "over");
        assert!(
            !is_current(Value::Null, json!("2026-03-10")),
            "over on the day it ends"
        );
        let deleted = enrollment("tobedeleted", Value::Null, Value::Null);
        assert!(!deleted.is_current(today));
    }

    #[test]
    fn missing_dates_are_unbounded() {
        let record = json!({ "sourcedId": "e", "status": "active", "role": "guide", "user": { "sourcedId": "u" } });
        let enrollment: Enrollment = serde_json::from_value(record).unwrap();
        assert!(enrollment.is_current(date(2026, 3, 10)));
        assert_eq!(enrollment.role, EnrollmentRole::Other("guide".into()));
    }
}
