//! The parsers of this service's answers.

use super::{EventPage, Job, Receipt};
use crate::timeback::{
    fuzz::{Outcome, Parser, decoded},
    transport::body,
};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "caliper.receipt",
            parse: decoded::<Receipt>,
            samples: &[include_str!("../fuzz/samples/caliper/receipt.json")],
        },
        Parser {
            name: "caliper.events",
            parse: decoded::<EventPage>,
            samples: &[include_str!("../fuzz/samples/caliper/events.json")],
        },
        Parser {
            name: "caliper.job",
            parse: job,
            samples: &[
                include_str!("../fuzz/samples/caliper/job.json"),
                r#"{"id":"1","state":"waiting"}"#,
            ],
        },
    ]
}

fn job(answer: &[u8]) -> Outcome {
    Job::read(body::decode(answer)?)?;
    Ok(())
}
