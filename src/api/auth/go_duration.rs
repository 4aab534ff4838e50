use std::time::Duration;

/// Parses a Go duration such as `1h30m`, `1.5h` or `300ms`. Returns `None` for invalid input and for more than 100
/// years.
pub fn parse(text: &str) -> Option<Duration> {
    const LONGEST: Duration = Duration::from_hours(100 * 366 * 24);
    let (mut rest, mut total) = (text, Duration::ZERO);
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(unit_at);
        let next_at = after
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(after.len());
        let (unit, next) = after.split_at(next_at);
        let seconds = number.parse::<f64>().ok()? * seconds_of(unit)?;
        total = total.checked_add(Duration::try_from_secs_f64(seconds).ok()?)?;
        rest = next;
    }
    (!text.is_empty() && total <= LONGEST).then_some(total)
}

fn seconds_of(unit: &str) -> Option<f64> {
    match unit {
        "ns" => Some(1e-9),
        "us" | "µs" => Some(1e-6),
        "ms" => Some(1e-3),
        "s" => Some(1.0),
        "m" => Some(60.0),
        "h" => Some(3600.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_go_writes_them() {
        assert_eq!(parse("1h30m"), Some(Duration::from_mins(90)));
        assert_eq!(parse("1.5h"), Some(Duration::from_mins(90)));
        assert_eq!(parse("300ms"), Some(Duration::from_millis(300)));
        assert_eq!(parse("876000h"), Some(Duration::from_hours(876_000)));
        for wrong in [
            "",
            "h",
            "1",
            "1d",
            "-1h",
            "1h-",
            "none",
            "99999999999999h",
            "1e400h",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
