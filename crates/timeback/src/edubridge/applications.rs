//! The apps on the platform, and what they report.

use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{EduBridge, answer::DataList, open::open_enum};
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode, id, optional_instant, optional_text, or_empty},
    transport::Request,
};

const APPLICATIONS: &str = "/edubridge/applications/";
const METRICS: &str = "/edubridge/applicationMetrics/{applicationSourcedId}";

/// An app on the platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The application's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub sourced_id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Where it is served from.
    #[serde(default, deserialize_with = "or_empty")]
    pub domain: Vec<String>,
    /// The tenant it belongs to.
    #[serde(default, deserialize_with = "optional_text")]
    pub tenant_id: Option<String>,
    /// Its client id at the identity provider.
    #[serde(default, deserialize_with = "optional_text")]
    pub client_app_id: Option<String>,
    /// `active` or `tobedeleted`.
    #[serde(default)]
    pub status: Option<String>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// What else is known of it.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: Map<String, Value>,
}

open_enum! {
    /// A figure an app reports.
    Metric {
        /// XP.
        Xp = "xp",
        /// Minutes of focused learning.
        SpentMinutes = "spent_minutes",
        /// Minutes wasted.
        WasteMinutes = "waste_minutes",
        /// Accuracy in percent.
        Accuracy = "accuracy",
        /// Lessons completed.
        Lessons = "lessons",
        /// Quizzes taken.
        Quizzes = "quizzes",
        /// Unit tests taken.
        UnitTests = "unit_tests",
    }
}

open_enum! {
    /// Where a figure comes from.
    MetricSource {
        /// An app of Timeback's own.
        TimebackApp = "timeback_app",
        /// An app that reports by itself.
        TimebackDirectIntegration = "timeback_direct_integration",
        /// An adapter that reports for the app.
        TimebackAdapter = "timeback_adapter",
        /// `PowerPath`.
        PowerPath = "powerpath",
        /// A person.
        ManualEntry = "manual_entry",
    }
}

/// That an app reports a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationMetric {
    /// Which figure.
    pub metric: Metric,
    /// Where it comes from.
    pub metric_source: MetricSource,
}

/// The response of the list.
#[derive(Deserialize)]
pub(super) struct Applications {
    applications: Vec<Application>,
}

impl LenientDecode for Applications {
    fn salvage(mut answer: Fields<'_>) -> Result<Self, Failure> {
        let applications = answer.each("applications")?;
        Ok(Self { applications })
    }
}

impl EduBridge<'_> {
    /// Every app on the platform: `GET /applications/`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_applications(self) -> Result<Vec<Application>, Error> {
        let request = Request::get(Service::EduBridge, APPLICATIONS);
        let Applications { applications } = self.operation().fetch(request).await?;
        Ok(applications)
    }

    /// What an app reports: `GET /applicationMetrics/{applicationSourcedId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown app.
    pub async fn list_application_metrics(
        self,
        application_id: &str,
    ) -> Result<Vec<ApplicationMetric>, Error> {
        let request = Request::get(Service::EduBridge, METRICS).id(application_id);
        let DataList { data } = self.operation().fetch(request).await?;
        Ok(data)
    }

    /// Says that an app reports a figure: `POST /applicationMetrics/{applicationSourcedId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown app.
    pub async fn create_application_metric(
        self,
        application_id: &str,
        metric: &ApplicationMetric,
    ) -> Result<(), Error> {
        self.change_metric(Method::POST, application_id, metric)
            .await
    }

    /// Says that an app no longer reports a figure: `DELETE /applicationMetrics/{applicationSourcedId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 if the app does not report the figure.
    pub async fn delete_application_metric(
        self,
        application_id: &str,
        metric: &ApplicationMetric,
    ) -> Result<(), Error> {
        self.change_metric(Method::DELETE, application_id, metric)
            .await
    }

    async fn change_metric(
        self,
        method: Method,
        application_id: &str,
        metric: &ApplicationMetric,
    ) -> Result<(), Error> {
        let request = Request::new(method, Service::EduBridge, METRICS)
            .id(application_id)
            .body(json!({ "applicationMetric": metric }));
        self.operation().execute(request).await
    }
}
