use serde_json::Value;

use super::{
    AppConfig, AppConfigError, ConfiguredCourse, Subject,
    draft::Draft,
    layer::Layer,
    place::{Fields, Place, Problems},
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
    let file = Place::root(file, problems).fields()?;
    let name = file.need("name").and_then(Place::text);
    let base = base(&file);
    let places = file.need("courses").and_then(Place::items)?;
    let mut drafts: Vec<Draft> = Vec::new();
    for place in places {
        let path = place.path.clone();
        let Some(fields) = place.fields() else {
            continue;
        };
        let mut draft = draft(path, &fields, &base, environment);
        draft.names_sensor |= names_sensor(&file);
        draft.check(&drafts, problems);
        drafts.push(draft);
    }
    let courses: Option<Vec<ConfiguredCourse>> = drafts.into_iter().map(Draft::finish).collect();
    Some(AppConfig {
        name: name?,
        courses: courses?,
    })
}

/// Returns the base layer of every course: `defaults` over the root's sensor and launch URL.
fn base(file: &Fields<'_>) -> Layer {
    let root = Layer {
        sensor: file.get("sensor").and_then(Place::sensor),
        launch_url: file.get("launchUrl").and_then(Place::url),
        ..Layer::default()
    };
    let defaults = file.get("defaults").and_then(Place::fields);
    defaults
        .map_or_else(Layer::default, |fields| Layer::read(&fields))
        .over(root)
}

fn draft(path: String, fields: &Fields<'_>, base: &Layer, environment: Environment) -> Draft {
    let subjects = Subject::ALL.map(|subject| (subject.as_str(), subject));
    let mut layer = Layer::read(fields).over(base.clone());
    let mut id = None;
    let (ids, overrides) = (
        fields.get("ids").and_then(Place::fields),
        fields.get("overrides").and_then(Place::fields),
    );
    for key in ENVIRONMENTS {
        let synced = ids.as_ref().and_then(|ids| ids.get(key)?.text());
        let over = overrides
            .as_ref()
            .and_then(|overrides| overrides.get(key)?.fields())
            .map(|fields| Layer::read(&fields));
        if key == environment.key() {
            id = synced;
            layer = over.unwrap_or_default().over(layer);
        }
    }
    Draft {
        path,
        is_named: fields.get("grade").is_some() || fields.get("courseCode").is_some(),
        names_sensor: names_sensor(fields),
        subject: fields
            .need("subject")
            .and_then(|place| place.word(&subjects)),
        grade: fields.get("grade").and_then(Place::grade),
        course_code: fields.get("courseCode").and_then(Place::text),
        id,
        layer,
    }
}

fn names_sensor(fields: &Fields<'_>) -> bool {
    fields.get("sensor").is_some() || fields.get("launchUrl").is_some()
}
