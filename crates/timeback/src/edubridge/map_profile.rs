//! Reports of MAP tests.

use serde::Deserialize;

use super::EduBridge;
use crate::{
    Error, Service,
    lenient::{LenientDecode, optional_text, or_empty, texts},
    transport::Request,
};

const MAP_PROFILE: &str = "/edubridge/learning-reports/map-profile/{userId}";

/// A report of MAP tests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapReport {
    /// The title.
    pub title: String,
    /// The URL of the file; `None` until there is one.
    #[serde(default)]
    pub pdf_url: Option<String>,
    /// The tests it covers.
    #[serde(default, deserialize_with = "texts")]
    pub tests: Vec<String>,
    /// The student's grade at the time.
    #[serde(default, deserialize_with = "optional_text")]
    pub grade: Option<String>,
    /// The school's name at the time.
    #[serde(default, rename = "schoolname")]
    pub school_name: Option<String>,
    /// Who administered the tests.
    #[serde(default)]
    pub assessment_result_provider_system: Option<String>,
}

/// The documentation specifies a list; the official SDK expects a single report.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a report or a list of them")]
enum Reports {
    List(Vec<MapReport>),
    Single(Box<MapReport>),
}

impl Default for Reports {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// The response.
#[derive(Deserialize)]
pub(super) struct MapProfile {
    #[serde(deserialize_with = "or_empty")]
    data: Reports,
}

impl LenientDecode for MapProfile {}

impl EduBridge<'_> {
    /// Returns the student's reports of MAP tests: `GET /learning-reports/map-profile/{userId}`. Empty if there are
    /// none or the student is unknown.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_map_reports(self, user_id: &str) -> Result<Vec<MapReport>, Error> {
        let request = Request::get(Service::EduBridge, MAP_PROFILE).id(user_id);
        match self.operation().fetch::<MapProfile>(request).await {
            Ok(response) => Ok(match response.data {
                Reports::List(reports) => reports,
                Reports::Single(report) => vec![*report],
            }),
            Err(error) if error.is_not_found() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}
