use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;

/// The outcome of a form about the user's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureOutcome {
    /// The picture is saved.
    Saved,
    /// The picture was removed.
    Removed,
    /// No picture was chosen.
    Missing,
    /// The picture has too many bytes.
    TooLarge,
    /// The picture has too many pixels.
    TooWide,
    /// The file is no picture of a known kind.
    Unknown,
    /// The picture cannot be read.
    Damaged,
    /// Too many pictures wait.
    Busy,
}

impl From<PictureOutcome> for FormOutcome {
    fn from(outcome: PictureOutcome) -> Self {
        Self::Picture(outcome)
    }
}

impl PictureOutcome {
    /// The words of the message; where something is wrong, they say how to correct it.
    #[rustfmt::skip]
    pub fn words(self) -> &'static str {
        match self {
            Self::Saved => "Your picture is saved.",
            Self::Removed => "Your picture was removed.",
            Self::Missing => "Choose a picture first.",
            Self::TooLarge => "That picture is larger than 2 MB. Choose a smaller one.",
            Self::TooWide => "That picture has too many pixels. It can be up to 4096 pixels wide and high.",
            Self::Unknown => "We can't use that file. Choose a PNG, JPEG, WebP or GIF picture.",
            Self::Damaged => "We couldn't read that picture. It may be damaged; try another one.",
            Self::Busy => "A lot of pictures are being saved right now. Please try again in a moment.",
        }
    }

    /// Whether the form succeeded.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Saved | Self::Removed)
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    pub fn place(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Missing | Self::TooLarge | Self::TooWide | Self::Unknown | Self::Damaged => {
                Some(("file", "the picture"))
            }
            Self::Saved | Self::Removed | Self::Busy => None,
        }
    }
}
