use std::fmt;

use phonenumber::{Mode, Type, country, metadata::DATABASE};

use crate::model::typed_text::{decimal_digit, half_width, is_invisible};

/// The longest accepted input: longer than any number, however it is written.
const LONGEST: usize = 64;

/// A phone number that can receive text messages, as far as its form tells: its country has such numbers, and it is
/// neither a premium-rate number nor another one whose calls somebody earns from. It is kept in E.164 form, such as
/// `+12015550123`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

/// The text is not a phone number that can receive text messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPhoneNumber {
    /// There is no `+` and country code, and no default region is configured.
    #[error("a phone number without its country code")]
    NoCountryCode,
    /// No country has such a number.
    #[error("not a phone number")]
    Malformed,
    /// Texts to such a number cost extra, or do not arrive: a premium-rate or toll-free number, for instance.
    #[error("not a number for text messages")]
    NoTexts,
}

/// A region by its code in ISO 3166-1, such as `US`: a number that is typed without a country code is of this region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneRegion(country::Id);

impl PhoneRegion {
    /// Parses a region's code. Returns `None` when there is no such region.
    pub fn parse(code: &str) -> Option<Self> {
        code.trim().to_ascii_uppercase().parse().ok().map(Self)
    }
}

impl PhoneNumber {
    /// Parses a phone number as it is typed or pasted. Without a country code it is a number of `region`.
    ///
    /// # Errors
    /// [`InvalidPhoneNumber`] says when.
    pub fn parse(raw: &str, region: Option<PhoneRegion>) -> Result<Self, InvalidPhoneNumber> {
        if raw.len() > LONGEST {
            return Err(InvalidPhoneNumber::Malformed);
        }
        let typed: String = raw
            .chars()
            .filter(|c| !is_invisible(*c))
            .map(plain)
            .collect();
        let typed = typed.trim();
        // Letters would be an extension or the words of an advertisement.
        let is_possible = |c: char| c.is_ascii_digit() || "+-./() ".contains(c);
        let has_plus_within = typed.rfind('+').is_some_and(|at| at > 0);
        if has_plus_within || !typed.chars().all(is_possible) || typed.is_empty() {
            return Err(InvalidPhoneNumber::Malformed);
        }
        let region = match (typed.starts_with('+'), region) {
            (true, _) => None,
            (false, Some(region)) => Some(region.0),
            (false, None) => return Err(InvalidPhoneNumber::NoCountryCode),
        };
        let number = phonenumber::parse(region, typed);
        let number = number.map_err(|_| InvalidPhoneNumber::Malformed)?;
        let e164 = number.format().mode(Mode::E164).to_string();
        // The library finds no kind for a national number that begins with a zero, as in Italy or Ivory Coast.
        let is_of_no_kind = number.national().zeros() > 0;
        match number.number_type(&DATABASE) {
            _ if !number.is_valid() || number.extension().is_some() => {
                Err(InvalidPhoneNumber::Malformed)
            }
            Type::FixedLine | Type::Mobile | Type::FixedLineOrMobile | Type::Voip => Ok(Self(e164)),
            Type::Unknown if is_of_no_kind => Ok(Self(e164)),
            Type::Unknown => Err(InvalidPhoneNumber::Malformed),
            _ => Err(InvalidPhoneNumber::NoTexts),
        }
    }

    /// The number as it was stored.
    pub(crate) fn stored(e164: String) -> Self {
        Self(e164)
    }

    /// The number in E.164 form: `+`, the country code and the national number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as people of its country write it for others: `+1 201-555-0123`.
    pub fn international(&self) -> String {
        match phonenumber::parse(None, &self.0) {
            Ok(number) => number.format().mode(Mode::International).to_string(),
            Err(_) => self.0.clone(),
        }
    }

    /// The number with all but its last four digits hidden, for whoever has shown a password only.
    pub fn masked(&self) -> String {
        let shown = self.0.len().saturating_sub(4);
        format!(
            "+{}{}",
            "*".repeat(shown.saturating_sub(1)),
            &self.0[shown..]
        )
    }

    /// The key of the number's advisory lock.
    pub(crate) fn lock_key(&self) -> String {
        format!("phone {}", self.0)
    }

    /// The country code and the three digits after it. Toll fraud sends texts to many numbers of one such block.
    pub(crate) fn prefix(&self) -> &str {
        let country = match phonenumber::parse(None, &self.0) {
            Ok(number) => number.code().value().to_string().len(),
            Err(_) => 1,
        };
        self.0.get(..1 + country + 3).unwrap_or(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber([redacted])")
    }
}

/// The character in ASCII, where it is a digit, a plus sign, or a separator.
fn plain(c: char) -> char {
    if let Some(digit) = decimal_digit(c) {
        return char::from_digit(digit, 10).unwrap_or(c);
    }
    match half_width(c) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str, region: Option<&str>) -> Result<String, InvalidPhoneNumber> {
        let region = region.map(|code| PhoneRegion::parse(code).unwrap());
        PhoneNumber::parse(raw, region).map(|number| number.0)
    }

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for raw in [
            "+12015550123",
            "+1 201-555-0123",
            " +1 (201) 555-0123 ",
            "\u{202a}+1 (201) 555\u{2011}0123\u{202c}",
            "＋１２０１５５５０１２３",
            "+1.201.555.0123",
            "+١٢٠١٥٥٥٠١٢٣",
        ] {
            assert_eq!(read(raw, None).as_deref(), Ok("+12015550123"), "{raw:?}");
        }
        for (raw, region, e164) in [
            ("201 555 0123", "US", "+12015550123"),
            ("1 201 555 0123", "us", "+12015550123"),
            ("0151 23456789", "DE", "+4915123456789"),
            // The region is of numbers without a country code only.
            ("+33 6 12 34 56 78", "US", "+33612345678"),
            ("+39 02 1234 5678", "US", "+390212345678"),
            // In these countries the zero belongs to the number.
            ("+225 07 07 12 34 56", "US", "+2250707123456"),
            ("+242 06 123 4567", "US", "+242061234567"),
            ("07400 123456", "GB", "+447400123456"),
        ] {
            assert_eq!(read(raw, Some(region)).as_deref(), Ok(e164), "{raw:?}");
        }
    }

    #[test]
    fn a_number_without_a_country_code_needs_a_region() {
        let missing = Err(InvalidPhoneNumber::NoCountryCode);
        assert_eq!(read("201 555 0123", None), missing);
        assert!(PhoneRegion::parse("USA").is_none());
    }

    #[test]
    fn what_is_no_number_for_texts_is_refused() {
        for raw in [
            "",
            " ",
            "+",
            "+1",
            "+1 201 555",
            "+1 201 555 0123 4567",
            "+999 201 555 0123",
            "+1 201 555 0123 ext. 5",
            "+1 201 555 0123;ext=5",
            "tel:+12015550123",
            "+1 800 FLOWERS",
            "maya@example.com",
            "+1 201 555 0123\0",
            "12015550123+",
            "++12015550123",
            "+\u{660}",
            &"1".repeat(65),
        ] {
            let refused = Err(InvalidPhoneNumber::Malformed);
            assert_eq!(read(raw, Some("US")), refused, "{raw:?}");
        }
        for raw in ["+1 900 555 0123", "+1 800 555 0123", "+44 909 012 3456"] {
            let refused = Err(InvalidPhoneNumber::NoTexts);
            assert_eq!(read(raw, None), refused, "{raw:?}");
        }
    }

    #[test]
    fn a_number_is_shown_whole_or_masked_and_never_printed() {
        let number = PhoneNumber::parse("+12015550123", None).unwrap();
        assert_eq!(number.international(), "+1 201-555-0123");
        assert_eq!(number.masked(), "+*******0123");
        assert_eq!(format!("{number:?}"), "PhoneNumber([redacted])");
    }

    #[test]
    fn a_prefix_has_the_country_code_and_three_digits() {
        for (raw, prefix) in [
            ("+12015550123", "+1201"),
            ("+4915123456789", "+49151"),
            ("+35385 012 3456", "+353850"),
        ] {
            assert_eq!(PhoneNumber::parse(raw, None).unwrap().prefix(), prefix);
        }
    }
}
