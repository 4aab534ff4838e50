//! What comes beside the services' answers: the token, refusals, headers, an app's configuration, activities.

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::{Outcome, Parser};
use crate::timeback::{
    AppConfig, Environment, Jitter,
    activity::{Heartbeat, Submission},
    body,
    complaint::Complaint,
    retry::retry_after,
    token::Token,
};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "token",
            parse: token,
            samples: &[include_str!("samples/token.json")],
        },
        Parser {
            name: "complaint",
            parse: complaint,
            samples: &[
                include_str!("samples/complaint.json"),
                r#"{"message":"No student has this address.","error":"not_found"}"#,
            ],
        },
        Parser {
            name: "retry-after",
            parse: pause,
            samples: &["7", "Wed, 11 Mar 2026 00:00:05 GMT"],
        },
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

fn token(answer: &[u8]) -> Outcome {
    let jitter = Jitter::new(|| 1.0);
    Token::parse(answer, Timestamp::UNIX_EPOCH, &jitter)?;
    Ok(())
}

/// A complaint is shown, so it is given out as an error.
fn complaint(answer: &[u8]) -> Outcome {
    Complaint::parse(answer).map_or(Ok(()), |complaint| Err(complaint.into()))
}

fn pause(value: &[u8]) -> Outcome {
    // Other values are refused before there are headers.
    if let Ok(value) = HeaderValue::from_bytes(value) {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        let pause = retry_after(&headers, Timestamp::UNIX_EPOCH);
        assert!(pause.is_none_or(|pause| pause.as_secs() <= 60));
    }
    Ok(())
}

fn app_config(file: &[u8]) -> Outcome {
    for environment in [Environment::Staging, Environment::Production] {
        AppConfig::parse(file, environment)?;
    }
    Ok(())
}

fn submission(payload: &[u8]) -> Outcome {
    Submission::parse(&body::decode(payload)?)?;
    Ok(())
}

fn heartbeat(payload: &[u8]) -> Outcome {
    Heartbeat::parse(&body::decode(payload)?)?;
    Ok(())
}
