use super::{ConfiguredCourse, Sensor, Subject, layer::Layer, value_reader::Problems};

const NEEDS_SENSOR: &str =
    "needs a sensor: its own, one for the whole file, or a launchUrl to take the origin of";

/// A parsed course, before the validation of rules that involve several values.
pub(super) struct ParsedCourse {
    /// The course's path in the file.
    pub path: String,
    /// Whether a grade or a code is present, even if invalid.
    pub has_grade_or_code: bool,
    /// Whether a sensor or a launch URL is present, even if invalid.
    pub has_sensor: bool,
    pub subject: Option<Subject>,
    pub grade: Option<i8>,
    pub course_code: Option<String>,
    pub id: Option<String>,
    pub layer: Layer,
}

impl ParsedCourse {
    /// Adds problems of the course as a whole, and duplicates of `earlier` courses.
    pub fn check(&self, earlier: &[Self], problems: &Problems) {
        if !self.has_grade_or_code {
            problems.add(&self.path, "needs a grade or a courseCode");
        }
        if let Some(other) = earlier.iter().find(|other| self.is_same_grade(other)) {
            let reason = format!(
                "another course has the same subject and grade ({})",
                other.path
            );
            problems.add(&self.path, reason);
        }
        if let Some(other) = earlier.iter().find(|other| self.is_same_code(other)) {
            let reason = format!("another course has the same code ({})", other.path);
            problems.add(format!("{}.courseCode", self.path), reason);
        }
        if self.sensor().is_none() && !self.has_sensor {
            problems.add(&self.path, NEEDS_SENSOR);
        }
    }

    /// Returns the course if nothing required is missing.
    pub fn finish(self) -> Option<ConfiguredCourse> {
        Some(ConfiguredCourse {
            subject: self.subject?,
            sensor: self.sensor()?,
            grade: self.grade,
            course_code: self.course_code,
            id: self.id,
            launch_url: self.layer.launch_url,
            level: self.layer.level,
            metadata: self.layer.metadata,
        })
    }

    /// Returns the configured sensor, else the origin of the launch URL.
    fn sensor(&self) -> Option<Sensor> {
        let given = self.layer.sensor.clone();
        given.or_else(|| self.layer.launch_url.as_ref().map(Sensor::of_launch_url))
    }

    fn is_same_grade(&self, other: &Self) -> bool {
        let is_complete = self.subject.is_some() && self.grade.is_some();
        is_complete && (self.subject, self.grade) == (other.subject, other.grade)
    }

    fn is_same_code(&self, other: &Self) -> bool {
        self.course_code.is_some() && self.course_code == other.course_code
    }
}
