use std::sync::LazyLock;

use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions};

use crate::{Language, per_language::PerLanguage};

/// What a sum of fractions may be off by, in hundredths: 0.1 + 0.2 is 0.3.
const SLACK: f64 = 1e-6;

static FORMATTERS: LazyLock<PerLanguage<DecimalFormatter>> = LazyLock::new(|| {
    PerLanguage::new(|language| {
        let formatter =
            DecimalFormatter::try_new(language.locale().into(), DecimalFormatterOptions::default());
        formatter.expect("CLDR's data have every language")
    })
});

impl Language {
    /// A figure as a person reads it: at most two decimals, none that are zero, thousands set apart, a true minus sign.
    /// Rounded down, so that no goal looks reached before it is.
    ///
    /// In English `1234.5` is `1,234.5`; `-3.0` is `−3`.
    pub fn amount(self, figure: f64) -> String {
        self.hundredths(figure, whole(figure.abs() * 100.0 + SLACK))
    }

    /// A figure that is still to be reached: as [`amount`](Self::amount), but rounded up, so that it is zero only where
    /// nothing is missing.
    pub fn amount_to_reach(self, figure: f64) -> String {
        self.hundredths(figure, whole(figure.abs() * 100.0 + (1.0 - SLACK)))
    }

    /// A count, such as `1,234`.
    pub fn count(self, count: usize) -> String {
        FORMATTERS
            .of(self)
            .format(&Decimal::from(count))
            .to_string()
    }

    /// The sign is that of `figure`.
    fn hundredths(self, figure: f64, hundredths: u64) -> String {
        let mut decimal = Decimal::from(hundredths);
        decimal.multiply_pow10(-2);
        decimal.absolute.trim_end();
        let text = FORMATTERS.of(self).format(&decimal).to_string();
        if figure < 0.0 && hundredths > 0 {
            format!("{}{text}", self.minus_sign())
        } else {
            text
        }
    }

    /// In Arabic a left-to-right mark keeps the sign before the digits, as in CLDR's own sign.
    fn minus_sign(self) -> &'static str {
        match self {
            Self::Ar => "\u{200e}−",
            Self::En | Self::EnXA | Self::Es => "−",
        }
    }
}

/// Whether `part` is all there is to reach of `of`; where nothing is to be reached, nothing is.
pub fn is_reached(part: f64, of: f64) -> bool {
    of > 0.0 && part * 100.0 + SLACK >= of * 100.0
}

/// How far `part` is on the way to `of`, in whole percent: 100 only where it [is reached](is_reached), and 0 only where
/// nothing is done.
pub fn percent(part: f64, of: f64) -> u64 {
    if is_reached(part, of) {
        100
    } else if part > 0.0 && of > 0.0 {
        whole(part / of * 100.0 + SLACK).clamp(1, 99)
    } else {
        0
    }
}

/// The whole number below; zero for what is negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, which is what is wanted"
)]
fn whole(figure: f64) -> u64 {
    figure as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(figure: f64) -> String {
        Language::En.amount(figure)
    }

    fn amount_to_reach(figure: f64) -> String {
        Language::En.amount_to_reach(figure)
    }

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
            (999.999, "999.99"),
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
            (98.0, 100.0, 98),
            (f64::INFINITY, 40.0, 100),
            (f64::NAN, 40.0, 0),
        ];
        for (part, of, share) in cases {
            assert_eq!(percent(part, of), share);
        }
    }
    #[test]
    fn what_is_not_reached_is_never_shown_as_reached_nor_what_is_begun_as_nothing() {
        let cases = [
            (39.9, 40.0, "39.9", "0.1"),
            (39.99, 40.0, "39.99", "0.01"),
            (39.999, 40.0, "39.99", "0.01"),
            (39.999_999, 40.0, "39.99", "0.01"),
            (33.333, 33.334, "33.33", "0.01"),
            (999.9, 1_000.0, "999.9", "0.1"),
        ];
        for (part, goal, shown, missing) in cases {
            assert!(!is_reached(part, goal), "{part} of {goal}");
            assert_eq!(percent(part, goal), 99, "{part} of {goal}");
            assert_eq!(amount(part), shown, "{part}");
            assert_eq!(amount_to_reach(goal - part), missing, "{part} of {goal}");
            assert_ne!(amount(part), amount_to_reach(goal), "{part} of {goal}");
        }
        assert_eq!(percent(0.004, 1_000_000.0), 1);
    }

    #[test]
    fn a_sum_of_fractions_that_is_the_goal_reaches_it() {
        let sum = 0.7 + 0.1;
        assert!(sum < 0.8, "{sum}");
        assert!(is_reached(sum, 0.8));
        assert_eq!(percent(sum, 0.8), 100);
        assert_eq!(amount(sum), "0.8");
        assert_eq!(amount_to_reach(0.1 + 0.2), "0.3");
    }

    #[test]
    fn each_language_writes_numbers_in_its_own_way() {
        let figure = -1234.5;
        assert_eq!(Language::Es.amount(12_345.5), "12.345,5");
        assert_eq!(
            Language::Es.amount(figure),
            "−1234,5",
            "four digits stay together"
        );
        assert_eq!(Language::Ar.amount(figure), "\u{200e}−1,234.5");
        assert_eq!(Language::EnXA.amount(figure), "−1,234.5");
        assert_eq!(Language::Es.count(10_000), "10.000");
    }
}
