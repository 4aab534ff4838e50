//! The parsers of this service's answers.

use serde::de::DeserializeOwned;

use super::{EventPage, Job, Receipt};
use crate::{
    fuzz::{Outcome, Parser},
    transport::body,
};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "caliper.receipt",
            parse: whole::<Receipt>,
            samples: &[include_str!("../fuzz/samples/caliper/receipt.json")],
        },
        Parser {
            name: "caliper.events",
            parse: whole::<EventPage>,
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

fn whole<T: DeserializeOwned>(answer: &[u8]) -> Outcome {
    body::decode::<T>(answer)?;
    Ok(())
}

fn job(answer: &[u8]) -> Outcome {
    Job::read(body::decode(answer)?)?;
    Ok(())
}
