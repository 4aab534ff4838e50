//! The drawing that stands for a user without a picture: the initials of their name, on a colour.

use html_escape::encode_text;

/// White text has a contrast of at least 4.5 to 1 on each (WCAG AA).
const COLOURS: [&str; 12] = [
    "#b42318", "#a3410a", "#8a5300", "#5f6b00", "#2f7312", "#0b7443", "#0a6f75", "#0f6ca6",
    "#2f5bd0", "#5b48c9", "#8a3ab9", "#b02a75",
];

/// A background colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(usize);

impl Colour {
    /// The colour of a user: always the same one, which says nothing of who they are.
    pub fn of(user_id: &str) -> Self {
        let sum = user_id.bytes().fold(7_usize, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(usize::from(byte))
        });
        Self(sum % COLOURS.len())
    }

    /// The colour of this number. Returns `None` when there is none.
    pub fn parse(number: &str) -> Option<Self> {
        let number = number.parse().ok()?;
        (number < COLOURS.len()).then_some(Self(number))
    }

    /// Its number.
    pub fn number(self) -> usize {
        self.0
    }
}

/// The initials of a name: at most two letters or digits, of any script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initials(String);

impl Initials {
    /// The initials of a name. Returns `None` of a name without letters.
    pub fn of(first_name: &str, last_name: &str) -> Option<Self> {
        let initial = |name: &str| {
            let letter = name.chars().find(|letter| letter.is_alphanumeric())?;
            // Some letters are two in upper case.
            letter.to_uppercase().next()
        };
        let names = [first_name, last_name].into_iter();
        Self::parse(&names.filter_map(initial).collect::<String>())
    }

    /// Parses initials. Returns `None` for any other text.
    pub fn parse(presented: &str) -> Option<Self> {
        let is_short = (1..=2).contains(&presented.chars().count());
        let is_valid = is_short && presented.chars().all(char::is_alphanumeric);
        is_valid.then(|| Self(presented.to_owned()))
    }

    /// The initials as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An SVG drawing of a person's initials on a colour; without initials, of a head and shoulders.
    pub fn draw(initials: Option<&Self>, colour: Colour) -> String {
        let sign = match initials {
            Some(Self(letters)) => format!(
                "<text x=\"32\" y=\"32\" dy=\".35em\" text-anchor=\"middle\" font-family=\"system-ui, sans-serif\" font-size=\"26\" \
                 font-weight=\"600\" fill=\"#fff\">{}</text>",
                encode_text(letters)
            ),
            None => "<g fill=\"#fff\"><circle cx=\"32\" cy=\"25\" r=\"10\"/><path d=\"M12 56a20 17 0 0 1 40 0z\"/></g>".to_owned(),
        };
        let background = COLOURS[colour.0];
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\" width=\"256\" height=\"256\">\
             <rect width=\"64\" height=\"64\" fill=\"{background}\"/>{sign}</svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn white_letters_are_readable_on_every_colour() {
        for colour in COLOURS {
            let contrast = 1.05 / (luminance(colour) + 0.05);
            assert!(contrast >= 4.5, "{colour}: {contrast}");
        }
    }

    #[test]
    fn initials_are_the_first_letters_of_any_script() {
        let of = |first, last| Initials::of(first, last).map(|it| it.as_str().to_owned());
        assert_eq!(of("maya", "ünal").as_deref(), Some("MÜ"));
        assert_eq!(of("(Leon)", "").as_deref(), Some("L"));
        assert_eq!(of("", "ßen").as_deref(), Some("S"));
        assert_eq!(of("李", "小龙").as_deref(), Some("李小"));
        assert_eq!(of("🎈", "<"), None);
    }

    #[test]
    fn nothing_else_is_drawn() {
        for presented in ["", "ABC", "<a", "A ", "🎈"] {
            assert_eq!(Initials::parse(presented), None, "{presented}");
        }
        assert_eq!(Colour::parse("12"), None);
        let drawing = Initials::draw(Initials::parse("MÜ").as_ref(), Colour::of("maya"));
        assert!(drawing.contains(">MÜ</text>"), "{drawing}");
    }
}
