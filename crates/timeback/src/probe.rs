//! Whether a service is there and lets us in.

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

/// A user nobody has: the platform says that it knows none, or has no enrollments of it.
const NOBODY: &str = "timeback-probe";

impl Timeback {
    /// Asks `service` one question that changes nothing and needs our credentials: a token of the token endpoint, one
    /// user of OneRoster, nobody's enrollments of EduBridge, an empty envelope's validity of Caliper.
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
    /// The service could not be reached, or does not let us in. Its `service` is [`Service::Token`] where it was the
    /// token that could not be had.
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
    let request = Request::get(Service::EduBridge, USER_ENROLLMENTS).id(NOBODY);
    match operation.fetch_strict::<Answer>(request).await {
        Err(error) if is_spoken(&error.failure, &[404]) => Ok(()),
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
        Err(error) if is_spoken(&error.failure, &[400, 422]) => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// Whether the service refused with one of these statuses in words of its own, as no stranger at its address would.
fn is_spoken(failure: &Failure, statuses: &[u16]) -> bool {
    matches!(failure, Failure::Status { status, message: Some(_) } if statuses.contains(status))
}
