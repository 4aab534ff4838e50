//! A student's reports of MAP tests.

use serde::Deserialize;

use super::EduBridge;
use crate::{
    Error, Service,
    lenient::{LenientDecode, optional_text, or_empty, texts},
    transport::Request,
};

const MAP_PROFILE: &str = "/edubridge/learning-reports/map-profile/{userId}";

/// One report of MAP tests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapReport {
    /// The report's title.
    pub title: String,
    /// Where the report can be read; none while there is no file.
    #[serde(default)]
    pub pdf_url: Option<String>,
    /// The tests it covers.
    #[serde(default, deserialize_with = "texts")]
    pub tests: Vec<String>,
    /// The student's grade then.
    #[serde(default, deserialize_with = "optional_text")]
    pub grade: Option<String>,
    /// The school's name then.
    #[serde(default, rename = "schoolname")]
    pub school_name: Option<String>,
    /// Who gave the tests.
    #[serde(default)]
    pub assessment_result_provider_system: Option<String>,
}

/// The contract says a list; the official SDK expects a single report.
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

/// The answer that holds the reports.
#[derive(Deserialize)]
pub(super) struct MapProfile {
    #[serde(deserialize_with = "or_empty")]
    data: Reports,
}

impl LenientDecode for MapProfile {}

impl EduBridge<'_> {
    /// The student's reports of MAP tests: `GET /learning-reports/map-profile/{userId}`. Empty where there are none,
    /// or the platform does not know the student.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_map_reports(self, user_id: &str) -> Result<Vec<MapReport>, Error> {
        let request = Request::get(Service::EduBridge, MAP_PROFILE).id(user_id);
        match self.operation().fetch::<MapProfile>(request).await {
            Ok(answer) => Ok(match answer.data {
                Reports::List(reports) => reports,
                Reports::Single(report) => vec![*report],
            }),
            Err(error) if error.is_not_found() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}
