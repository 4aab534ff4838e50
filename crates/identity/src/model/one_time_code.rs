use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::model::typed_text::decimal_digit;

/// The longest accepted input: longer than any code, however many separators were pasted with it.
const LONGEST: usize = 1024;

/// A one-time code as the user typed or pasted it, told apart by its form.
///
/// Spaces, dashes, dots and other punctuation, invisible characters and letter case are ignored, and digits of any
/// script are accepted: keyboards and mail programs differ.
#[derive(Clone)]
pub enum OneTimeCode {
    /// Six digits from an authenticator app, or from a text message.
    App(SecretString),
    /// Eight digits from a mail.
    Mailed(SecretString),
    /// A backup code: 24 letters and digits of base32.
    Backup(SecretString),
}

/// The text does not have the form of a code, so it is not counted as a wrong attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCode {
    /// The text is empty.
    #[error("no code was entered")]
    Empty,
    /// No code has this form.
    #[error("not a code")]
    Malformed,
}

impl OneTimeCode {
    /// Parses a code.
    ///
    /// # Errors
    /// Returns [`InvalidCode`] when no code has this form.
    pub fn parse(raw: &str) -> Result<Self, InvalidCode> {
        if raw.len() > LONGEST {
            return Err(InvalidCode::Malformed);
        }
        let text = raw
            .nfkd()
            .filter(|c| !is_separator(*c))
            .map(plain)
            .collect::<Option<String>>()
            .ok_or(InvalidCode::Malformed)?;
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        match (text.len(), is_number) {
            (0, _) => Err(InvalidCode::Empty),
            (6, true) => Ok(Self::App(text.into())),
            (8, true) => Ok(Self::Mailed(text.into())),
            (24, _) => base32(&text).map(|text| Self::Backup(text.into())),
            _ => Err(InvalidCode::Malformed),
        }
    }

    /// The digits of an authenticator app's code, or of a texted one.
    pub(crate) fn of_app(&self) -> Option<&str> {
        match self {
            Self::App(digits) => Some(digits.expose_secret()),
            _ => None,
        }
    }

    /// The digits of a mailed code.
    pub(crate) fn of_mail(&self) -> Option<&str> {
        match self {
            Self::Mailed(digits) => Some(digits.expose_secret()),
            _ => None,
        }
    }

    /// The letters of a backup code.
    pub(crate) fn of_backup(&self) -> Option<&str> {
        match self {
            Self::Backup(letters) => Some(letters.expose_secret()),
            _ => None,
        }
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode([redacted])")
    }
}

/// Whether a character is a separator, or invisible.
fn is_separator(c: char) -> bool {
    use GeneralCategoryGroup::{Mark, Other, Punctuation, Separator, Symbol};
    let group = c.general_category_group();
    c.is_whitespace() || matches!(group, Mark | Other | Punctuation | Separator | Symbol)
}

/// The character in the normal form of codes: an ASCII digit or lower-case letter.
fn plain(c: char) -> Option<char> {
    if let Some(digit) = decimal_digit(c) {
        return char::from_digit(digit, 10);
    }
    // A Turkish keyboard has an i without its dot.
    let upper = if c == 'ı' {
        'I'
    } else {
        c.to_ascii_uppercase()
    };
    upper.is_ascii_alphabetic().then_some(upper)
}

/// The code in base32; digits that base32 does not have are read as the letters they look like.
fn base32(text: &str) -> Result<String, InvalidCode> {
    let letter = |c: char| match c {
        '0' => Some('O'),
        '1' => Some('I'),
        '8' => Some('B'),
        'A'..='Z' | '2'..='7' => Some(c),
        _ => None,
    };
    let letters: Option<String> = text.chars().map(letter).collect();
    letters.ok_or(InvalidCode::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<String, InvalidCode> {
        OneTimeCode::parse(raw).map(|code| match code {
            OneTimeCode::App(text) => format!("app {}", text.expose_secret()),
            OneTimeCode::Mailed(text) => format!("mail {}", text.expose_secret()),
            OneTimeCode::Backup(text) => format!("backup {}", text.expose_secret()),
        })
    }

    #[test]
    fn a_code_is_the_same_however_it_was_typed_or_pasted() {
        for raw in [
            "123456",
            "123 456",
            " 123-456\r\n",
            "123\u{a0}456",
            "123\u{202f}456",
            "\u{feff}123\u{200b}456\u{200b}",
            "1.2.3.4.5.6",
            "123–456",
            "123—456",
            "123\u{2212}456",
            "123\u{ad}456",
            "\u{2068}123456\u{2069}",
            "“123456”.",
            "１２３４５６",
            "１２３　４５６",
            "١٢٣٤٥٦",
            "۱۲۳۴۵۶",
            "१२३४५६",
            "๑๒๓๔๕๖",
            "𝟏𝟐𝟑𝟜𝟝𝟞",
            "1\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}3\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3}6\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(read(raw).as_deref(), Ok("app 123456"), "{raw:?}");
        }
        assert_eq!(read("1234 5678").as_deref(), Ok("mail 12345678"));
        assert_eq!(read("００００-００００").as_deref(), Ok("mail 00000000"));
    }

    #[test]
    fn the_letters_of_a_backup_code_are_read_as_they_were_meant() {
        for raw in [
            "ABCD-EFGH-IJKL-MNOP-QRST-UVW2",
            "abcd efgh ijkl mnop qrst uvw2",
            "ＡＢＣＤ－ＥＦＧＨ－ＩＪＫＬ－ＭＮＯＰ－ＱＲＳＴ－ＵＶＷ２",
            "a8cd.efgh.1jkl.mn0p.qrst.uvw٢",
            "ABCDEFGHıJKLMNOPQRSTUVW2",
        ] {
            assert_eq!(
                read(raw).as_deref(),
                Ok("backup ABCDEFGHIJKLMNOPQRSTUVW2"),
                "{raw:?}"
            );
        }
        assert_eq!(
            read("9BCDEFGHIJKLMNOPQRSTUVW2"),
            Err(InvalidCode::Malformed)
        );
    }

    #[test]
    fn what_has_the_form_of_no_code_is_none() {
        for raw in ["", " ", "\u{200b}", "- . -"] {
            assert_eq!(read(raw), Err(InvalidCode::Empty), "{raw:?}");
        }
        for raw in [
            "1",
            "12345",
            "1234567",
            "123456789",
            "no code",
            "12345六",
            &"1 ".repeat(9000),
        ] {
            assert_eq!(read(raw), Err(InvalidCode::Malformed), "{raw:?}");
        }
    }

    #[test]
    fn a_code_is_not_printed() {
        let code = OneTimeCode::parse("123456").unwrap();
        assert_eq!(format!("{code:?}"), "OneTimeCode([redacted])");
    }
}
