//! Fuzzing entry points for configuration files and request bodies.

use super::{ParseResult, Parser};
use crate::{
    AppConfig, Environment,
    activity::{Heartbeat, Submission},
    transport::body,
};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "timeback.config.json",
            parse: app_config,
            samples: &[include_str!("samples/timeback.config.json")],
        },
        Parser {
            name: "activity.submit",
            parse: submission,
            samples: &[include_str!("samples/activity/submit.json")],
        },
        Parser {
            name: "activity.heartbeat",
            parse: heartbeat,
            samples: &[include_str!("samples/activity/heartbeat.json")],
        },
    ]
}

fn app_config(file: &[u8]) -> ParseResult {
    for environment in [Environment::Staging, Environment::Production] {
        AppConfig::parse(file, environment)?;
    }
    Ok(())
}

fn submission(payload: &[u8]) -> ParseResult {
    Submission::parse(&body::decode(payload)?)?;
    Ok(())
}

fn heartbeat(payload: &[u8]) -> ParseResult {
    Heartbeat::parse(&body::decode(payload)?)?;
    Ok(())
}
