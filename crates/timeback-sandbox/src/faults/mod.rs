//! Faults on demand: the platform slow, busy, broken or cut off in mid-sentence.

mod answer;

use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

/// What shall go wrong on one route.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fault {
    /// The route's template or a plain path.
    pub route: String,
    /// The status to answer with, 200 to 599; without one and without a body the service answers.
    #[serde(default, deserialize_with = "answer::status")]
    pub status: Option<axum::http::StatusCode>,
    /// Seconds for the `Retry-After` header.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// Milliseconds to wait before anything is answered.
    #[serde(default)]
    pub delay_ms: u64,
    /// How many requests it strikes; without a number all of them, until cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// The body to send as it is, whatever it is.
    #[serde(default)]
    pub body: Option<String>,
    /// Whether the connection breaks after half of the body.
    #[serde(default)]
    pub truncate: bool,
    /// Strikes only requests with this text in their body, such as an event's id; without it all of them.
    #[serde(default)]
    pub containing: Option<String>,
}

impl Fault {
    /// The faults of a `PUT /_sandbox/faults`.
    ///
    /// # Errors
    /// When `json` is no list of faults; the error names the key or value that is wrong.
    pub fn parse_all(json: &[u8]) -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_slice(json)
    }

    fn is_about(&self, route: &str, path: &str) -> bool {
        let about = self.route.trim_end_matches('/');
        about == route || about == path.trim_end_matches('/')
    }

    fn is_about_body(&self, body: &[u8]) -> bool {
        self.containing
            .as_ref()
            .is_none_or(|text| String::from_utf8_lossy(body).contains(text.as_str()))
    }
}

/// The faults in force. Of several for one route the first strikes until its times are over.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Puts `faults` in the place of those in force.
    pub fn replace(&self, faults: Vec<Fault>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// Whether a fault in force looks into the bodies of requests to `path` by way of `route`.
    pub fn needs_body(&self, route: &str, path: &str) -> bool {
        let faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults
            .iter()
            .any(|fault| fault.containing.is_some() && fault.is_about(route, path))
    }

    /// The fault that strikes a request with this body to `path` by way of `route`; it has one time less from now on.
    pub fn take(&self, route: &str, path: &str, body: &[u8]) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| {
            fault.times != Some(0) && fault.is_about(route, path) && fault.is_about_body(body)
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
    fn a_fault_strikes_as_often_as_it_says_and_then_the_next_one_does() {
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
    fn a_fault_is_known_by_template_or_by_path() {
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
    fn a_fault_may_strike_only_what_holds_a_text() {
        let faults = Faults::default();
        faults.replace(parsed(r#"[{"route":"/a","status":500,"containing":"run 7"}]"#).unwrap());
        assert!(faults.needs_body("/a", "/a") && !faults.needs_body("/b", "/b"));
        assert!(faults.take("/a", "/a", b"of run 7").is_some());
        assert!(faults.take("/a", "/a", b"of run 8").is_none());
    }

    #[test]
    fn a_misspelt_key_is_refused_by_name() {
        let error = parsed(r#"[{"route":"/a","stauts":503}]"#).unwrap_err();
        assert!(error.contains("`stauts`"), "{error}");
    }

    #[test]
    fn a_status_no_server_can_answer_with_is_refused() {
        let error = parsed(r#"[{"route":"/a","status":99}]"#).unwrap_err();
        assert!(error.contains("status"), "{error}");
    }
}
