//! Requests to the platform's services.

use reqwest::Method;
use serde_json::Value;
use url::Url;

use crate::{Config, Failure, Service};

/// Default response body limit.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Response body limit for large responses: 3000 records of two kilobytes, the largest OneRoster page. Six times the
/// activity of the busiest student in three years. Exceeding it costs less than 8 MB of memory.
pub(crate) const LARGE_BODY_LIMIT: usize = 6 * 1024 * 1024;

/// A request to one service of the platform.
pub(crate) struct Request {
    /// The service.
    pub service: Service,
    /// The HTTP method.
    pub method: Method,
    /// The path template; each segment in braces is replaced by one of `ids`. Logged without the ids.
    pub route: &'static str,
    /// The values of the segments in braces, in order.
    pub ids: Vec<String>,
    /// The query, not yet encoded. Never logged: it may contain an e-mail address.
    pub query: Vec<(&'static str, String)>,
    /// The JSON body. Never logged.
    pub body: Option<Value>,
    /// Maximum size of the response body in bytes.
    pub body_limit: usize,
    /// Whether the request is idempotent and may be retried after an outage.
    pub is_repeatable: bool,
}

impl Request {
    /// Creates a `GET` request.
    pub fn get(service: Service, route: &'static str) -> Self {
        Self::new(Method::GET, service, route)
    }

    /// Creates a request.
    pub fn new(method: Method, service: Service, route: &'static str) -> Self {
        Self {
            service,
            is_repeatable: method.is_idempotent(),
            method,
            route,
            ids: Vec::new(),
            query: Vec::new(),
            body: None,
            body_limit: BODY_LIMIT,
        }
    }

    /// Sets the next segment in braces.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.ids.push(id.into());
        self
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// Sets the JSON body.
    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Marks the request as idempotent although its method is not.
    pub fn repeatable(mut self) -> Self {
        self.is_repeatable = true;
        self
    }

    /// Sets the maximum size of the response body.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Checks that each id is usable as a path segment.
    ///
    /// # Errors
    /// Returns [`Failure::InvalidId`] for an empty id or one of dots alone, which would change the path.
    pub fn check(&self) -> Result<(), Failure> {
        let is_segment = |id: &String| !matches!(id.as_str(), "" | "." | "..");
        if self.ids.iter().all(is_segment) {
            return Ok(());
        }
        let reason = "an id is empty or made of dots";
        Err(Failure::InvalidRequest { reason })
    }

    /// Builds the URL. Every part is encoded, so an id cannot reach another route.
    pub fn address(&self, config: &Config) -> Url {
        let mut url = match self.service {
            Service::Caliper => config.caliper_url.clone(),
            Service::Token | Service::OneRoster | Service::EduBridge => config.api_url.clone(),
        };
        if let Ok(mut path) = url.path_segments_mut() {
            let mut ids = self.ids.iter();
            path.pop_if_empty();
            for segment in self.route.split('/').skip(1) {
                let id = segment.starts_with('{').then(|| ids.next()).flatten();
                path.push(id.map_or(segment, String::as_str));
            }
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config::sandbox(&Url::parse("http://127.0.0.1:4010").unwrap())
    }

    #[test]
    fn ids_replace_path_segments_and_are_encoded() {
        let request = Request::new(
            Method::DELETE,
            Service::EduBridge,
            "/edubridge/enrollments/unenroll/{userId}/{courseId}",
        )
        .id("../maya")
        .id("math/5?x=1");
        assert_eq!(
            request.address(&config()).as_str(),
            "http://127.0.0.1:4010/edubridge/enrollments/unenroll/..%2Fmaya/math%2F5%3Fx=1"
        );
    }

    #[test]
    fn an_id_that_would_change_the_path_is_rejected() {
        let request = |id: &str| Request::get(Service::EduBridge, "/users/{userId}").id(id);
        for id in ["", ".", ".."] {
            assert!(request(id).check().is_err(), "{id}");
        }
        assert!(request("...").check().is_ok());
    }

    #[test]
    fn events_go_to_caliper_and_queries_are_encoded() {
        let mut config = config();
        config.caliper_url = Url::parse("http://127.0.0.1:4020/base/").unwrap();
        let request = Request::get(Service::Caliper, "/caliper/events")
            .query("actorEmail", "o'brien+1@example.com");
        assert_eq!(
            request.address(&config).as_str(),
            "http://127.0.0.1:4020/base/caliper/events?actorEmail=o%27brien%2B1%40example.com"
        );
    }
}
