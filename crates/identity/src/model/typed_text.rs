//! Normalization of typed text: characters that keyboards, input methods and pastes add.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// Whether a character is invisible and separates nothing: zero-width characters, byte order marks, soft hyphens, marks
/// of direction and variation selectors (Unicode's default ignorable code points).
pub(crate) fn is_invisible(c: char) -> bool {
    c.general_category() == GeneralCategory::Format
        || matches!(c,
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// The ASCII equivalent of a full-width character of an East Asian keyboard; any other character as it is.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// The value of a decimal digit of any script.
pub(crate) fn decimal_digit(c: char) -> Option<u32> {
    let is_digit = |c: char| c.general_category() == GeneralCategory::DecimalNumber;
    if !is_digit(c) {
        return None;
    }
    // Unicode encodes the digits of a script in a row from zero to nine (stability policy, property Decimal).
    let before = (1..50).take_while(|back| {
        let before = u32::from(c).checked_sub(*back).and_then(char::from_u32);
        before.is_some_and(is_digit)
    });
    u32::try_from(before.count() % 10).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_has_its_value_in_every_script() {
        for zero in [
            '0',
            '٠',
            '۰',
            '०',
            '๐',
            '၀',
            '០',
            '０',
            '\u{1d7ce}',
            '\u{1d7d8}',
            '\u{1fbf0}',
        ] {
            for value in 0..10 {
                let digit = char::from_u32(u32::from(zero) + value).unwrap();
                assert_eq!(decimal_digit(digit), Some(value), "{digit}");
            }
        }
        for other in ['a', '½', '²', '一', ' ', '\u{200b}'] {
            assert_eq!(decimal_digit(other), None, "{other}");
        }
    }

    #[test]
    fn what_shows_nothing_is_told_from_what_separates() {
        for c in "\u{200b}\u{200c}\u{200d}\u{200e}\u{2060}\u{feff}\u{ad}\u{202c}\u{fe0f}".chars() {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in " \u{a0}\ta0-.\u{0}é".chars() {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
