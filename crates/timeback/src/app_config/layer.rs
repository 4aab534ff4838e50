use url::Url;

use super::{
    CourseMetadata, CourseMetrics, CourseType, PublishStatus, Sensor,
    place::{Fields, Place},
};
use crate::Goals;

const COURSE_TYPES: [(&str, CourseType); 3] = [
    ("base", CourseType::Base),
    ("hole-filling", CourseType::HoleFilling),
    ("optional", CourseType::Optional),
];

const PUBLISH_STATUSES: [(&str, PublishStatus); 4] = [
    ("draft", PublishStatus::Draft),
    ("testing", PublishStatus::Testing),
    ("published", PublishStatus::Published),
    ("deactivated", PublishStatus::Deactivated),
];

/// One layer of settings: `defaults`, a course, or its `overrides`.
#[derive(Clone, Default)]
pub(super) struct Layer {
    pub level: Option<String>,
    pub sensor: Option<Sensor>,
    pub launch_url: Option<Url>,
    pub metadata: CourseMetadata,
}

impl Layer {
    pub fn read(fields: &Fields<'_>) -> Self {
        Self {
            level: fields.get("level").and_then(Place::text),
            sensor: fields.get("sensor").and_then(Place::sensor),
            launch_url: fields.get("launchUrl").and_then(Place::url),
            metadata: inner(fields, "metadata").map_or_else(Default::default, |f| metadata(&f)),
        }
    }

    /// Merges this layer over `base`.
    pub fn over(self, base: Self) -> Self {
        Self {
            level: self.level.or(base.level),
            sensor: self.sensor.or(base.sensor),
            launch_url: self.launch_url.or(base.launch_url),
            metadata: metadata_over(self.metadata, base.metadata),
        }
    }
}

fn metadata(fields: &Fields<'_>) -> CourseMetadata {
    CourseMetadata {
        course_type: fields
            .get("courseType")
            .and_then(|place| place.word(&COURSE_TYPES)),
        is_supplemental: fields.get("isSupplemental").and_then(Place::flag),
        publish_status: fields
            .get("publishStatus")
            .and_then(|place| place.word(&PUBLISH_STATUSES)),
        contact_email: fields.get("contactEmail").and_then(Place::text),
        primary_app: fields.get("primaryApp").and_then(Place::text),
        goals: inner(fields, "goals").map_or_else(Goals::default, |f| goals(&f)),
        metrics: inner(fields, "metrics").map(|fields| metrics(&fields)),
    }
}

fn metadata_over(top: CourseMetadata, base: CourseMetadata) -> CourseMetadata {
    CourseMetadata {
        course_type: top.course_type.or(base.course_type),
        is_supplemental: top.is_supplemental.or(base.is_supplemental),
        publish_status: top.publish_status.or(base.publish_status),
        contact_email: top.contact_email.or(base.contact_email),
        primary_app: top.primary_app.or(base.primary_app),
        goals: goals_over(top.goals, base.goals),
        metrics: top.metrics.or(base.metrics),
    }
}

fn goals(fields: &Fields<'_>) -> Goals {
    Goals {
        daily_xp: amount(fields, "dailyXp"),
        daily_lessons: amount(fields, "dailyLessons"),
        daily_active_minutes: amount(fields, "dailyActiveMinutes"),
        daily_accuracy: amount(fields, "dailyAccuracy"),
        daily_mastered_units: amount(fields, "dailyMasteredUnits"),
    }
}

fn goals_over(top: Goals, base: Goals) -> Goals {
    Goals {
        daily_xp: top.daily_xp.or(base.daily_xp),
        daily_lessons: top.daily_lessons.or(base.daily_lessons),
        daily_active_minutes: top.daily_active_minutes.or(base.daily_active_minutes),
        daily_accuracy: top.daily_accuracy.or(base.daily_accuracy),
        daily_mastered_units: top.daily_mastered_units.or(base.daily_mastered_units),
    }
}

fn metrics(fields: &Fields<'_>) -> CourseMetrics {
    CourseMetrics {
        total_xp: amount(fields, "totalXp"),
        total_lessons: amount(fields, "totalLessons"),
        total_grades: amount(fields, "totalGrades"),
    }
}

fn amount(fields: &Fields<'_>, name: &str) -> Option<f64> {
    fields.get(name)?.amount()
}

fn inner<'a>(fields: &Fields<'a>, name: &str) -> Option<Fields<'a>> {
    fields.get(name)?.fields()
}
