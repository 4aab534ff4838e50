//! Applications and the metrics they report.

use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{EduBridge, envelope::DataList, open_enum::open_enum};
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode, id, optional_instant, optional_text, or_empty},
    transport::Request,
};

const APPLICATIONS: &str = "/edubridge/applications/";
const METRICS: &str = "/edubridge/applicationMetrics/{applicationSourcedId}";

/// An application registered on the platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The application's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub sourced_id: String,
    /// The name.
    pub name: String,
    /// The description.
    #[serde(default)]
    pub description: Option<String>,
    /// The URL.
    #[serde(default, deserialize_with = "or_empty")]
    pub domain: Vec<String>,
    /// The tenant.
    #[serde(default, deserialize_with = "optional_text")]
    pub tenant_id: Option<String>,
    /// The client id at the identity provider.
    #[serde(default, deserialize_with = "optional_text")]
    pub client_app_id: Option<String>,
    /// The status: `active` or `tobedeleted`.
    #[serde(default)]
    pub status: Option<String>,
    /// When it was last modified.
    #[serde(default, deserialize_with = "optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: Map<String, Value>,
}

open_enum! {
    /// A metric that an application reports.
    Metric {
        /// XP.
        Xp = "xp",
        /// Minutes of focused learning.
        SpentMinutes = "spent_minutes",
        /// Wasted minutes.
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
    /// Source of a metric.
    MetricSource {
        /// One of Timeback's own apps.
        TimebackApp = "timeback_app",
        /// The app itself.
        TimebackDirectIntegration = "timeback_direct_integration",
        /// An adapter, on the app's behalf.
        TimebackAdapter = "timeback_adapter",
        /// `PowerPath`.
        PowerPath = "powerpath",
        /// A person.
        ManualEntry = "manual_entry",
    }
}

/// A metric and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationMetric {
    /// The metric.
    pub metric: Metric,
    /// The source.
    pub metric_source: MetricSource,
}

/// The response of the list.
#[derive(Deserialize)]
pub(super) struct Applications {
    applications: Vec<Application>,
}

impl LenientDecode for Applications {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let applications = response.decode_list("applications")?;
        Ok(Self { applications })
    }
}

impl EduBridge<'_> {
    /// Returns all applications: `GET /applications/`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_applications(self) -> Result<Vec<Application>, Error> {
        let request = Request::get(Service::EduBridge, APPLICATIONS);
        let Applications { applications } = self.operation().fetch(request).await?;
        Ok(applications)
    }

    /// Returns the metrics that an application reports: `GET /applicationMetrics/{applicationSourcedId}`.
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

    /// Registers a metric of an application: `POST /applicationMetrics/{applicationSourcedId}`.
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

    /// Removes a metric of an application: `DELETE /applicationMetrics/{applicationSourcedId}`.
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
