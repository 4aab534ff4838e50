//! Counting and logging of values left out of responses.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    Service,
    transport::{body::shortened, lock},
};

/// Maximum number of paths remembered as reported, which bounds memory if field names are random.
const MAX_PATHS: usize = 1000;

/// Maximum number of paths in one log line.
const MAX_LOGGED_PATHS: usize = 10;

/// Values left out of one response, counted by path, such as `users[].phone`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<String, u64>);

impl LeftOut {
    /// Counts a path. List indices and days are ignored.
    pub fn record(&mut self, place: &str) {
        *self.0.entry(pattern(place)).or_default() += 1;
    }

    /// Returns the number of values left out.
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// Returns the paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Normalizes a path: `users[3].phone` to `users[].phone`, `facts.2026-03-10.Math` to `facts.….Math`.
fn pattern(place: &str) -> String {
    let place = shortened(place, 120);
    let segments = place.split('.').map(|segment| {
        let (name, index) = segment.split_once('[').unwrap_or((segment, ""));
        let is_date = name.starts_with(|c: char| c.is_ascii_digit());
        let list = if index.is_empty() { "" } else { "[]" };
        format!("{}{list}", if is_date { "…" } else { name })
    });
    segments.collect::<Vec<_>>().join(".")
}

/// Values left out of all responses, and the paths reported already.
#[derive(Debug, Default)]
pub struct LeftOutLog {
    counts: [AtomicU64; Service::ALL.len()],
    places: Mutex<HashSet<(&'static str, String)>>,
}

impl LeftOutLog {
    /// Returns the number of values left out of a service's responses.
    pub fn count(&self, service: Service) -> u64 {
        self.counts[service as usize].load(Ordering::Relaxed)
    }

    /// Counts and logs what was left out: a warning the first time for each path, debug messages afterwards.
    pub fn log(&self, service: Service, route: &'static str, left_out: &LeftOut) {
        let places = || {
            left_out
                .paths()
                .take(MAX_LOGGED_PATHS)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let count = left_out.count();
        self.counts[service as usize].fetch_add(count, Ordering::Relaxed);
        if self.is_new(route, left_out) {
            let fields = places();
            tracing::warn!(
                service = ?service, route, fields, count,
                "Timeback's answer has fields that cannot be read: they are left out"
            );
        } else {
            tracing::debug!(
                service = ?service, route, fields = places(), count,
                "Left out what cannot be read"
            );
        }
    }

    fn is_new(&self, route: &'static str, left_out: &LeftOut) -> bool {
        let mut reported = lock(&self.places);
        let mut is_new = false;
        for place in left_out.paths() {
            if reported.len() < MAX_PATHS {
                is_new |= reported.insert((route, place.to_owned()));
            }
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_ignore_list_indices_and_days() {
        let mut left_out = LeftOut::default();
        for place in [
            "users[0].phone",
            "users[17].phone",
            "data[3].periods[4]",
            "facts.2026-03-10.Math.apps",
        ] {
            left_out.record(place);
        }
        let places: Vec<_> = left_out.paths().collect();
        assert_eq!(
            places,
            ["data[].periods[]", "facts.….Math.apps", "users[].phone"]
        );
        assert_eq!(left_out.count(), 4);
    }

    #[test]
    fn a_path_is_reported_once_per_route() {
        let reported = LeftOutLog::default();
        let mut left_out = LeftOut::default();
        left_out.record("users[0].phone");
        assert!(reported.is_new("/users", &left_out));
        assert!(!reported.is_new("/users", &left_out));
        assert!(reported.is_new("/users/{id}", &left_out));
        left_out.record("users[0].sms");
        assert!(reported.is_new("/users", &left_out));
    }
}
