//! Metadata of an enrollment.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::{Goals, lenient::optional_number};

/// Goals and metrics of an enrollment, and any other metadata that apps store.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrollmentMetadata {
    /// Daily goals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goals: Option<Goals>,
    /// Size of the course for this student.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<EnrollmentMetrics>,
    /// Whether the goals are individual: the course's goals do not replace them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student_specific_goals: Option<bool>,
    /// Other metadata, undecoded.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Size of a course.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrollmentMetrics {
    /// Total XP of the course, about one per minute of focused learning.
    #[serde(
        default,
        deserialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub total_xp: Option<f64>,
    /// Total lessons of the course.
    #[serde(
        default,
        deserialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub total_lessons: Option<f64>,
    /// Number of grades covered.
    #[serde(
        default,
        deserialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub total_grades: Option<f64>,
    /// Type of course: `base`, `hole-filling` or `optional`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course_type: Option<String>,
    /// Whether the course supplements another one of its subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_supplemental: Option<bool>,
}

// By hand: with `flatten`, errors lose the path of the nested field.
impl<'de> Deserialize<'de> for EnrollmentMetadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetadataVisitor)
    }
}

/// Goals with the platform's field names.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the platform names them so")]
struct WireGoals {
    #[serde(default, deserialize_with = "optional_number")]
    daily_xp: Option<f64>,
    #[serde(default, deserialize_with = "optional_number")]
    daily_lessons: Option<f64>,
    #[serde(default, deserialize_with = "optional_number")]
    daily_active_minutes: Option<f64>,
    #[serde(default, deserialize_with = "optional_number")]
    daily_accuracy: Option<f64>,
    #[serde(default, deserialize_with = "optional_number")]
    daily_mastered_units: Option<f64>,
}

impl From<WireGoals> for Goals {
    fn from(goals: WireGoals) -> Self {
        Self {
            daily_xp: goals.daily_xp,
            daily_lessons: goals.daily_lessons,
            daily_active_minutes: goals.daily_active_minutes,
            daily_accuracy: goals.daily_accuracy,
            daily_mastered_units: goals.daily_mastered_units,
        }
    }
}

struct MetadataVisitor;

impl<'de> Visitor<'de> for MetadataVisitor {
    type Value = EnrollmentMetadata;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an enrollment's metadata")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<EnrollmentMetadata, A::Error> {
        let mut metadata = EnrollmentMetadata::default();
        while let Some(name) = fields.next_key::<String>()? {
            match name.as_str() {
                "goals" => {
                    let goals: Option<WireGoals> = fields.next_value()?;
                    metadata.goals = goals.map(Goals::from);
                }
                "metrics" => metadata.metrics = fields.next_value()?,
                "studentSpecificGoals" => metadata.student_specific_goals = fields.next_value()?,
                _ => {
                    metadata.rest.insert(name, fields.next_value()?);
                }
            }
        }
        Ok(metadata)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_metadata_is_preserved() {
        let wire = json!({
            "goals": { "dailyXp": 12.5 }, "metrics": { "totalXp": 900 }, "studentSpecificGoals": true,
            "pctCompleteApp": 40,
        });
        let metadata: EnrollmentMetadata = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(metadata.goals.unwrap().daily_xp, Some(12.5));
        assert_eq!(metadata.student_specific_goals, Some(true));
        assert_eq!(metadata.rest["pctCompleteApp"], 40);
        let again: EnrollmentMetadata =
            serde_json::from_value(serde_json::to_value(&metadata).unwrap()).unwrap();
        assert_eq!(again, metadata);
    }
}
