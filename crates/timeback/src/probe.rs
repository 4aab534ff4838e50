//! Health probes that verify connectivity and credentials.

use reqwest::Method;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::json;

use super::{
    Error, Failure, Service, Timeback,
    transport::{Operation, Request},
};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";
const USER_ENROLLMENTS: &str = "/edubridge/enrollments/user/{userId}";
const VALIDATE: &str = "/caliper/event/validate";

/// The id of a nonexistent user, for which the platform responds with 404 or an empty list.
const NONEXISTENT_USER: &str = "timeback-probe";

impl Timeback {
    /// Sends one harmless, authenticated request to `service`: a token request, a OneRoster user list of one, the EduBridge
    /// enrollments of a nonexistent user, or the validation of an empty Caliper envelope.
    ///
    /// ```no_run
    /// # async fn example(timeback: timeback::Timeback) {
    /// use timeback::Service;
    ///
    /// if let Err(error) = timeback.probe(Service::OneRoster).await {
    ///     eprintln!("{error}");
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns [`Error`] when the service cannot be reached or rejects the credentials. Its `service` is
    /// [`Service::Token`] when no token could be fetched.
    pub async fn probe(&self, service: Service) -> Result<(), Error> {
        let operation = self.operation();
        match service {
            Service::Token => operation.authorize().await,
            Service::OneRoster => one_roster(operation).await,
            Service::EduBridge => edubridge(operation).await,
            Service::Caliper => caliper(operation).await,
        }
    }
}

async fn one_roster(operation: Operation<'_>) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(rename = "users")]
        _users: Vec<IgnoredAny>,
    }
    let request = Request::get(Service::OneRoster, USERS).query("limit", "1");
    operation.fetch_strict::<Answer>(request).await.map(drop)
}

async fn edubridge(operation: Operation<'_>) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(rename = "data")]
        _data: Vec<IgnoredAny>,
    }
    let request = Request::get(Service::EduBridge, USER_ENROLLMENTS).id(NONEXISTENT_USER);
    match operation.fetch_strict::<Answer>(request).await {
        Err(error) if is_service_response(&error.failure, &[404]) => Ok(()),
        outcome => outcome.map(drop),
    }
}

async fn caliper(operation: Operation<'_>) -> Result<(), Error> {
    let envelope = json!({
        "sensor": "https://timeback-probe.invalid",
        "sendTime": operation.now().to_string(),
        "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "data": [],
    });
    let request = Request::new(Method::POST, Service::Caliper, VALIDATE).body(envelope);
    match operation.call(request).await {
        Err(error) if is_service_response(&error.failure, &[400, 422]) => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// Whether the failure has one of these statuses and an error message, which shows that the service itself responded.
fn is_service_response(failure: &Failure, statuses: &[u16]) -> bool {
    matches!(failure, Failure::Status { status, message: Some(_) } if statuses.contains(status))
}
