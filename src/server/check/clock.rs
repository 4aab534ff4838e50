//! This machine's clock, beside that of the platform.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822::DateTimeParser};
use reqwest::{header, redirect::Policy};

use super::{Check, mend};
use identity::Env;
use timeback::Config;

const CLOCK: &str = "clock";

/// From this difference on tokens are refused that were just issued.
const TOLERATED: SignedDuration = SignedDuration::from_secs(2);

/// The resolution of `Date`.
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Compares the clock with the `Date` of an answer of the platform.
pub(super) async fn check(config: &Config, env: &Env) -> Check {
    let clock = env.clock();
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(mend::PATIENCE)
        .build();
    let Ok(client) = client else {
        return Check::skipped(CLOCK, "needs TLS certificates");
    };
    let sent_at = clock();
    let answered = client.get(config.api_url.clone()).send().await;
    let received_at = clock();
    let Ok(answer) = answered else {
        return Check::skipped(CLOCK, "needs an answer of the platform");
    };
    let date = answer.headers().get(header::DATE);
    let date = date.and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    match date.map(|date| ahead(sent_at, received_at, date)) {
        None => Check::ok(CLOCK, "not compared: the platform says no time"),
        Some((least, most)) if least >= TOLERATED => off("ahead of", least, most),
        Some((least, most)) if most <= -TOLERATED => off("behind", -most, -least),
        Some(_) => Check::ok(CLOCK, "as the platform's"),
    }
}

/// By how much at least, and by how much at most, this clock is ahead of one that said `date` between these two moments.
fn ahead(
    sent_at: Timestamp,
    received_at: Timestamp,
    date: Timestamp,
) -> (SignedDuration, SignedDuration) {
    (
        sent_at.duration_since(date) - SECOND,
        received_at.duration_since(date),
    )
}

fn off(direction: &str, least: SignedDuration, most: SignedDuration) -> Check {
    let seconds = ((least + most) / 2).as_secs();
    Check::warning(
        CLOCK,
        format!("this machine's clock is {direction} the platform's by {seconds} s"),
        "Let the machine set its clock by the network, for instance: apt-get install systemd-timesyncd",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_by_what_no_delay_explains() {
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).unwrap();
        for (sent_at, received_at, expected) in [
            (10_000, 10_100, (-1000, 100)),
            (12_900, 13_000, (1900, 3000)),
            (4_000, 8_000, (-7000, -2000)),
        ] {
            let (least, most) = ahead(at(sent_at), at(received_at), at(10_000));
            let found = (least.as_millis(), most.as_millis());
            assert_eq!(found, expected);
        }
    }
}
