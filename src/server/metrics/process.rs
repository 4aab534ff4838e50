//! Metrics of the process, as Prometheus's client libraries have them.

use std::fs;

use rustix::{
    param::{clock_ticks_per_second, page_size},
    process::{Resource, getrlimit},
};

use super::exposition::Exposition;

/// What the kernel says of this process.
#[derive(Debug, PartialEq)]
struct Usage {
    cpu_seconds: f64,
    virtual_bytes: u64,
    resident_bytes: u64,
}

/// Adds the metrics of the process; those that the system does not give are omitted.
pub(super) fn process(page: &mut Exposition) {
    page.metric(
        "timeback_dashboard_build_info",
        "gauge",
        "1, with the version of the program.",
    );
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    page.sample("timeback_dashboard_build_info", &version, 1);
    if let Some(usage) = usage() {
        let name = "process_cpu_seconds_total";
        page.metric(name, "counter", "Processor time, in user and system mode.");
        page.sample(name, &[], usage.cpu_seconds);
        page.gauge(
            "process_resident_memory_bytes",
            "Resident memory.",
            usage.resident_bytes,
        );
        page.gauge(
            "process_virtual_memory_bytes",
            "Virtual memory.",
            usage.virtual_bytes,
        );
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        page.gauge("process_open_fds", "Open files and sockets.", open.count());
    }
    if let Some(limit) = getrlimit(Resource::Nofile).current {
        page.gauge("process_max_fds", "Limit of open files and sockets.", limit);
    }
}

fn usage() -> Option<Usage> {
    let (ticks, page) = (clock_ticks_per_second(), u64::try_from(page_size()).ok()?);
    parse(&fs::read_to_string("/proc/self/stat").ok()?, ticks, page)
}

/// Parses `/proc/self/stat`. The program's name, which may contain anything, is in parentheses.
fn parse(stat: &str, ticks_per_second: u64, page_bytes: u64) -> Option<Usage> {
    let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // The third field of the file is the first one here.
    let field = |number: usize| fields.get(number - 3)?.parse::<u32>().ok();
    let large = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    let ticks = f64::from(field(14)?) + f64::from(field(15)?);
    Some(Usage {
        cpu_seconds: ticks / f64::from(u32::try_from(ticks_per_second).ok()?),
        virtual_bytes: large(23)?,
        resident_bytes: large(24)?.saturating_mul(page_bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_figures_are_read() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 9 0 0 0 150 50 0 0 20 0 3 0 99 1000 25 184467";
        let usage = Usage {
            cpu_seconds: 2.0,
            virtual_bytes: 1000,
            resident_bytes: 25 * 4096,
        };
        assert_eq!(parse(stat, 100, 4096), Some(usage));
        assert_eq!(parse("7 (a) S 1", 100, 4096), None);
    }
}
