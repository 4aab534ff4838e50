use url::Url;

use super::{
    CourseMetadata, CourseMetrics, CourseType, PublishStatus, Sensor,
    value_reader::{ObjectReader, ValueReader},
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
    pub fn read(fields: &ObjectReader<'_>) -> Self {
        Self {
            level: fields.get("level").and_then(ValueReader::text),
            sensor: fields.get("sensor").and_then(ValueReader::sensor),
            launch_url: fields.get("launchUrl").and_then(ValueReader::url),
            metadata: inner(fields, "metadata").map_or_else(Default::default, |f| metadata(&f)),
        }
    }

    /// Merges this layer over `base`.
    pub fn merge_over(self, base: Self) -> Self {
        Self {
            level: self.level.or(base.level),
            sensor: self.sensor.or(base.sensor),
            launch_url: self.launch_url.or(base.launch_url),
            metadata: merge_metadata(self.metadata, base.metadata),
        }
    }
}

fn metadata(fields: &ObjectReader<'_>) -> CourseMetadata {
    CourseMetadata {
        course_type: fields
            .get("courseType")
            .and_then(|value| value.one_of(&COURSE_TYPES)),
        is_supplemental: fields.get("isSupplemental").and_then(ValueReader::boolean),
        publish_status: fields
            .get("publishStatus")
            .and_then(|value| value.one_of(&PUBLISH_STATUSES)),
        contact_email: fields.get("contactEmail").and_then(ValueReader::text),
        primary_app: fields.get("primaryApp").and_then(ValueReader::text),
        goals: inner(fields, "goals").map_or_else(Goals::default, |f| goals(&f)),
        metrics: inner(fields, "metrics").map(|fields| metrics(&fields)),
    }
}

fn merge_metadata(overlay: CourseMetadata, base: CourseMetadata) -> CourseMetadata {
    CourseMetadata {
        course_type: overlay.course_type.or(base.course_type),
        is_supplemental: overlay.is_supplemental.or(base.is_supplemental),
        publish_status: overlay.publish_status.or(base.publish_status),
        contact_email: overlay.contact_email.or(base.contact_email),
        primary_app: overlay.primary_app.or(base.primary_app),
        goals: merge_goals(overlay.goals, base.goals),
        metrics: overlay.metrics.or(base.metrics),
    }
}

fn goals(fields: &ObjectReader<'_>) -> Goals {
    Goals {
        daily_xp: amount(fields, "dailyXp"),
        daily_lessons: amount(fields, "dailyLessons"),
        daily_active_minutes: amount(fields, "dailyActiveMinutes"),
        daily_accuracy: amount(fields, "dailyAccuracy"),
        daily_mastered_units: amount(fields, "dailyMasteredUnits"),
    }
}

fn merge_goals(overlay: Goals, base: Goals) -> Goals {
    Goals {
        daily_xp: overlay.daily_xp.or(base.daily_xp),
        daily_lessons: overlay.daily_lessons.or(base.daily_lessons),
        daily_active_minutes: overlay.daily_active_minutes.or(base.daily_active_minutes),
        daily_accuracy: overlay.daily_accuracy.or(base.daily_accuracy),
        daily_mastered_units: overlay.daily_mastered_units.or(base.daily_mastered_units),
    }
}

fn metrics(fields: &ObjectReader<'_>) -> CourseMetrics {
    CourseMetrics {
        total_xp: amount(fields, "totalXp"),
        total_lessons: amount(fields, "totalLessons"),
        total_grades: amount(fields, "totalGrades"),
    }
}

fn amount(fields: &ObjectReader<'_>, name: &str) -> Option<f64> {
    fields.get(name)?.amount()
}

fn inner<'a>(fields: &ObjectReader<'a>, name: &str) -> Option<ObjectReader<'a>> {
    fields.get(name)?.fields()
}
