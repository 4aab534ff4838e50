/// A figure as a person reads it: at most two decimals, none that are zero, thousands set apart, a true minus sign.
///
/// `1234.5` is `1,234.5`; `-3.0` is `−3`.
pub fn amount(figure: f64) -> String {
    let text = format!("{:.2}", figure.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut spoken = String::with_capacity(text.len() + 4);
    if figure < 0.0 && text != "0" {
        spoken.push('−');
    }
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            spoken.push(',');
        }
        spoken.push(digit);
    }
    if let Some(fraction) = fraction {
        spoken.push('.');
        spoken.push_str(fraction);
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::amount;

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
}
