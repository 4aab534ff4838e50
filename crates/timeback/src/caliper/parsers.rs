//! Fuzzing entry points for this service's responses.

use serde::de::DeserializeOwned;

use super::{EventPage, Job, Receipt};
use crate::{
    fuzz::{ParseResult, Parser},
    transport::body,
};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "caliper.receipt",
            parse: strict::<Receipt>,
            samples: &[include_str!("../fuzz/samples/caliper/receipt.json")],
        },
        Parser {
            name: "caliper.events",
            parse: strict::<EventPage>,
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

fn strict<T: DeserializeOwned>(response: &[u8]) -> ParseResult {
    body::decode::<T>(response)?;
    Ok(())
}

fn job(response: &[u8]) -> ParseResult {
    Job::read(body::decode(response)?)?;
    Ok(())
}
