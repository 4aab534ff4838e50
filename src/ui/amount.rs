/// A figure as a person reads it: at most two decimals, none that are zero, thousands set apart, a true minus sign.
///
/// `1234.5` is `1,234.5`; `-3.0` is `−3`.
///
/// Done with whole numbers: the standard library's formatting of fractions would weigh 5 KB in the browser.
pub fn amount(figure: f64) -> String {
    let hundredths = whole(figure.abs() * 100.0);
    let (units, fraction) = (hundredths / 100, hundredths % 100);
    let sign = if figure < 0.0 && hundredths > 0 {
        "−"
    } else {
        ""
    };
    let fraction = match fraction {
        0 => String::new(),
        tenths if tenths % 10 == 0 => format!(".{}", tenths / 10),
        hundredths => format!(".{}{}", hundredths / 10, hundredths % 10),
    };
    format!("{sign}{}{fraction}", grouped(units))
}

/// How far `part` is on the way to `whole`, in whole percent from 0 to 100; nothing is far on the way to nothing.
pub fn percent(part: f64, of: f64) -> u64 {
    if of > 0.0 {
        whole(part / of * 100.0).min(100)
    } else {
        0
    }
}

/// The nearest whole number; zero for what is below it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, which is what is wanted"
)]
fn whole(figure: f64) -> u64 {
    (figure + 0.5) as u64
}

/// Digits with a comma before every third from the right.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{amount, percent};

    #[test]
    fn figures_read_as_people_write_them() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.001, "0"),
            (34.0, "34"),
            (12.5, "12.5"),
            (0.1 + 0.2, "0.3"),
            (-3.0, "−3"),
            (999.999, "1,000"),
            (1234.5, "1,234.5"),
            (1_234_567.0, "1,234,567"),
        ];
        for (figure, text) in cases {
            assert_eq!(amount(figure), text);
        }
    }

    #[test]
    fn a_share_is_never_less_than_nothing_nor_more_than_all() {
        let cases = [
            (0.0, 40.0, 0),
            (37.25, 40.0, 93),
            (80.0, 40.0, 100),
            (-5.0, 40.0, 0),
            (5.0, 0.0, 0),
        ];
        for (part, of, share) in cases {
            assert_eq!(percent(part, of), share);
        }
    }
}
