use serde_json::Value;

use super::{
    AppConfig, AppConfigError, ConfiguredCourse, Subject,
    layer::Layer,
    parsed_course::ParsedCourse,
    value_reader::{ObjectReader, Problems, ValueReader},
};
use crate::Environment;

/// The keys of `ids` and `overrides`. Both are validated in any environment.
const ENVIRONMENTS: [&str; 2] = ["staging", "production"];

/// Parses the file for `environment`, or returns all problems.
pub(super) fn read(file: &Value, environment: Environment) -> Result<AppConfig, AppConfigError> {
    let problems = Problems::default();
    let app = read_app(file, environment, &problems);
    match (app, problems.into_inner()) {
        (Some(app), problems) if problems.is_empty() => Ok(app),
        (_, problems) => Err(AppConfigError::Invalid(problems)),
    }
}

fn read_app(file: &Value, environment: Environment, problems: &Problems) -> Option<AppConfig> {
    let file = ValueReader::root(file, problems).fields()?;
    let name = file.required("name").and_then(ValueReader::text);
    let base = base(&file);
    let values = file.required("courses").and_then(ValueReader::items)?;
    let mut parsed: Vec<ParsedCourse> = Vec::new();
    for value in values {
        let path = value.path.clone();
        let Some(fields) = value.fields() else {
            continue;
        };
        let mut course = course(path, &fields, &base, environment);
        course.has_sensor |= has_sensor(&file);
        course.check(&parsed, problems);
        parsed.push(course);
    }
    let courses: Option<Vec<ConfiguredCourse>> =
        parsed.into_iter().map(ParsedCourse::finish).collect();
    Some(AppConfig {
        name: name?,
        courses: courses?,
    })
}

/// Returns the base layer of every course: `defaults` over the root's sensor and launch URL.
fn base(file: &ObjectReader<'_>) -> Layer {
    let root = Layer {
        sensor: file.get("sensor").and_then(ValueReader::sensor),
        launch_url: file.get("launchUrl").and_then(ValueReader::url),
        ..Layer::default()
    };
    let defaults = file.get("defaults").and_then(ValueReader::fields);
    defaults
        .map_or_else(Layer::default, |fields| Layer::read(&fields))
        .merge_over(root)
}

fn course(
    path: String,
    fields: &ObjectReader<'_>,
    base: &Layer,
    environment: Environment,
) -> ParsedCourse {
    let subjects = Subject::ALL.map(|subject| (subject.as_str(), subject));
    let mut layer = Layer::read(fields).merge_over(base.clone());
    let mut id = None;
    let (ids, overrides) = (
        fields.get("ids").and_then(ValueReader::fields),
        fields.get("overrides").and_then(ValueReader::fields),
    );
    for key in ENVIRONMENTS {
        let synced = ids.as_ref().and_then(|ids| ids.get(key)?.text());
        let over = overrides
            .as_ref()
            .and_then(|overrides| overrides.get(key)?.fields())
            .map(|fields| Layer::read(&fields));
        if key == environment.key() {
            id = synced;
            layer = over.unwrap_or_default().merge_over(layer);
        }
    }
    ParsedCourse {
        path,
        has_grade_or_code: fields.get("grade").is_some() || fields.get("courseCode").is_some(),
        has_sensor: has_sensor(fields),
        subject: fields
            .required("subject")
            .and_then(|value| value.one_of(&subjects)),
        grade: fields.get("grade").and_then(ValueReader::grade),
        course_code: fields.get("courseCode").and_then(ValueReader::text),
        id,
        layer,
    }
}

fn has_sensor(fields: &ObjectReader<'_>) -> bool {
    fields.get("sensor").is_some() || fields.get("launchUrl").is_some()
}
