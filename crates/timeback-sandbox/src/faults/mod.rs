//! Fault injection: delays, error statuses, broken bodies and connections.

mod answer;

use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

/// A fault of one route.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fault {
    /// The route template or path.
    pub route: String,
    /// The response status, 200 to 599. Without status and body the service responds.
    #[serde(default, deserialize_with = "answer::status")]
    pub status: Option<axum::http::StatusCode>,
    /// The `Retry-After` header in seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// Delay before the response in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
    /// Number of requests to fail; `None` for all until cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// The response body, sent verbatim.
    #[serde(default)]
    pub body: Option<String>,
    /// Whether to break the connection after half of the body.
    #[serde(default)]
    pub truncate: bool,
    /// Matches only requests whose body contains this text, such as an event's id.
    #[serde(default)]
    pub containing: Option<String>,
}

impl Fault {
    /// Parses the body of `PUT /_sandbox/faults`.
    ///
    /// # Errors
    /// Returns an error that names the invalid key or value when `json` is not a list of faults.
    pub fn parse_all(json: &[u8]) -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_slice(json)
    }

    fn matches_route(&self, route: &str, path: &str) -> bool {
        let pattern = self.route.trim_end_matches('/');
        pattern == route || pattern == path.trim_end_matches('/')
    }

    fn matches_body(&self, body: &[u8]) -> bool {
        self.containing
            .as_ref()
            .is_none_or(|text| String::from_utf8_lossy(body).contains(text.as_str()))
    }
}

/// The active faults. The first matching one applies until its count is used up.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Replaces the active faults.
    pub fn replace(&self, faults: Vec<Fault>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// Whether an active fault of this route matches request bodies.
    pub fn needs_body(&self, route: &str, path: &str) -> bool {
        let faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults
            .iter()
            .any(|fault| fault.containing.is_some() && fault.matches_route(route, path))
    }

    /// Returns the fault that applies to a request and decrements its count.
    pub fn take(&self, route: &str, path: &str, body: &[u8]) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| {
            fault.times != Some(0) && fault.matches_route(route, path) && fault.matches_body(body)
        })?;
        fault.times = fault.times.map(|times| times - 1);
        Some(fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults};

    fn parsed(json: &str) -> Result<Vec<Fault>, String> {
        Fault::parse_all(json.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn faults_apply_in_order_until_their_counts_are_used_up() {
        let faults = Faults::default();
        faults.replace(
            parsed(r#"[{"route":"/a","status":503,"times":2},{"route":"/a","status":500}]"#)
                .unwrap(),
        );
        let statuses: Vec<u16> = (0..4)
            .filter_map(|_| {
                faults
                    .take("/a", "/a", b"")?
                    .status
                    .map(|status| status.as_u16())
            })
            .collect();
        assert_eq!(statuses, [503, 503, 500, 500]);
        assert!(faults.take("/b", "/b", b"").is_none());
    }

    #[test]
    fn a_fault_matches_by_template_or_path() {
        let faults = Faults::default();
        faults.replace(
            parsed(r#"[{"route":"/users/{id}","times":1},{"route":"/users/maya/","times":1}]"#)
                .unwrap(),
        );
        assert!(faults.take("/users/{id}", "/users/theo", b"").is_some());
        assert!(faults.take("/users/{id}", "/users/theo", b"").is_none());
        assert!(faults.take("/users/{id}", "/users/maya/", b"").is_some());
    }

    #[test]
    fn a_fault_may_match_request_bodies() {
        let faults = Faults::default();
        faults.replace(parsed(r#"[{"route":"/a","status":500,"containing":"run 7"}]"#).unwrap());
        assert!(faults.needs_body("/a", "/a") && !faults.needs_body("/b", "/b"));
        assert!(faults.take("/a", "/a", b"of run 7").is_some());
        assert!(faults.take("/a", "/a", b"of run 8").is_none());
    }

    #[test]
    fn the_error_names_an_unknown_key() {
        let error = parsed(r#"[{"route":"/a","stauts":503}]"#).unwrap_err();
        assert!(error.contains("`stauts`"), "{error}");
    }

    #[test]
    fn an_invalid_status_is_rejected() {
        let error = parsed(r#"[{"route":"/a","status":99}]"#).unwrap_err();
        assert!(error.contains("status"), "{error}");
    }
}
