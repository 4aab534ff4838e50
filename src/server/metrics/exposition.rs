//! The Prometheus text exposition format, version 0.0.4.

use std::fmt::{Display, Write as _};

use super::histogram::Histogram;

/// Builder of a metrics page.
#[derive(Debug, Default)]
pub struct Exposition(String);

impl Exposition {
    /// Starts a metric; its samples follow.
    pub fn metric(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}"));
        self.line(format_args!("# TYPE {name} {kind}"));
    }

    /// Writes a sample.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels = braced(labels);
        self.line(format_args!("{name}{labels} {value}"));
    }

    /// Writes a gauge without labels.
    pub fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.metric(name, "gauge", help);
        self.sample(name, &[], value);
    }

    /// Writes the samples of a histogram.
    pub fn histogram(&mut self, name: &str, labels: &[(&str, &str)], histogram: &Histogram) {
        let bucket = format!("{name}_bucket");
        for (bound, count) in histogram.buckets() {
            self.sample(&bucket, &with_bound(labels, &bound.to_string()), count);
        }
        self.sample(&bucket, &with_bound(labels, "+Inf"), histogram.count());
        self.sample(&format!("{name}_sum"), labels, histogram.sum());
        self.sample(&format!("{name}_count"), labels, histogram.count());
    }

    /// Returns the page.
    pub fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, line: impl Display) {
        writeln!(self.0, "{line}").expect("writing to a string cannot fail");
    }
}

fn with_bound<'a>(labels: &[(&'a str, &'a str)], bound: &'a str) -> Vec<(&'a str, &'a str)> {
    labels.iter().copied().chain([("le", bound)]).collect()
}

fn braced(labels: &[(&str, &str)]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    let labels: Vec<_> = labels
        .iter()
        .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
        .collect();
    format!("{{{}}}", labels.join(","))
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_sample_has_its_labels_and_what_is_special_in_them_is_escaped() {
        let mut page = Exposition::default();
        page.metric("calls_total", "counter", "Calls.");
        page.sample("calls_total", &[("route", "/a\"b\\c\n")], 7);
        page.sample("calls_total", &[], 1);
        assert_eq!(
            page.into_text(),
            "# HELP calls_total Calls.\n# TYPE calls_total counter\n\
             calls_total{route=\"/a\\\"b\\\\c\\n\"} 7\ncalls_total 1\n"
        );
    }

    #[test]
    fn a_histogram_counts_upwards_and_ends_with_all() {
        let mut histogram = Histogram::default();
        for ms in [1, 250, 20_000] {
            histogram.record(Duration::from_millis(ms));
        }
        let mut page = Exposition::default();
        page.histogram("took", &[], &histogram);
        let text = page.into_text();
        for line in [
            "took_bucket{le=\"0.001\"} 1",
            "took_bucket{le=\"0.1\"} 1",
            "took_bucket{le=\"0.25\"} 2",
            "took_bucket{le=\"15\"} 2",
            "took_bucket{le=\"+Inf\"} 3",
            "took_sum 20.251",
            "took_count 3",
        ] {
            assert!(
                text.lines().any(|written| written == line),
                "{line}: {text}"
            );
        }
    }
}
