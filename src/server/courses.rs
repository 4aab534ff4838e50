//! The courses that activities may belong to.

use std::iter;

use super::Settings;
use crate::timeback::{
    AppConfig, ConfiguredCourse,
    app_config::{CourseMetadata, Sensor, Subject},
};

/// In whose name the sandbox is told what was done.
const SANDBOX_SENSOR: &str = "https://dashboard.sandbox.example";

/// The subjects that the sandbox teaches, in eight grades each.
const TAUGHT: [Subject; 8] = [
    Subject::Math,
    Subject::Reading,
    Subject::Science,
    Subject::Language,
    Subject::Vocabulary,
    Subject::Writing,
    Subject::SocialStudies,
    Subject::FastMath,
];

/// The app's courses: in the sandbox, those it teaches, so that everything can be tried with nothing configured.
pub fn configured(settings: &Settings) -> AppConfig {
    let sensor = Sensor::parse(SANDBOX_SENSOR).filter(|_| settings.timeback.is_sandbox());
    AppConfig {
        name: "Timeback Dashboard".to_owned(),
        courses: sensor.map_or_else(Vec::new, |sensor| of_sandbox(&sensor)),
    }
}

fn of_sandbox(sensor: &Sensor) -> Vec<ConfiguredCourse> {
    (1..=8)
        .flat_map(|grade| TAUGHT.into_iter().zip(iter::repeat(grade)))
        .map(|(subject, grade)| course(subject, grade, sensor.clone()))
        .collect()
}

fn course(subject: Subject, grade: i8, sensor: Sensor) -> ConfiguredCourse {
    let slug = subject.as_str().to_lowercase().replace(' ', "-");
    ConfiguredCourse {
        subject,
        grade: Some(grade),
        course_code: Some(format!("{}-{grade}", slug.to_uppercase())),
        id: Some(format!("course-{slug}-{grade}")),
        sensor,
        launch_url: None,
        level: None,
        metadata: CourseMetadata::default(),
    }
}
