//! The collector of traces: its address, and the headers that it asks for.

use url::Url;

use super::Check;
use crate::server::traces;

const COLLECTOR: &str = "traces";

const REMEDY: &str = "Check OTEL_EXPORTER_OTLP_ENDPOINT (without /v1/traces) and OTEL_EXPORTER_OTLP_HEADERS, and that the \
    collector takes OTLP over HTTP, by default at port 4318. Without it the dashboard serves as ever.";

pub(super) async fn check(collector: Option<&Url>) -> Option<Check> {
    Some(match traces::try_collector(collector?).await {
        Ok(()) => Check::ok(COLLECTOR, "the collector accepts them"),
        Err(reason) => {
            let reason = format!("the collector does not accept them: {reason}");
            Check::failed_because(COLLECTOR, vec![reason], REMEDY)
        }
    })
}
