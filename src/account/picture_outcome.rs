use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;
use messages::Messages;

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
    pub fn words(self, text: &Messages) -> String {
        match self {
            Self::Saved => text.account_picture_saved(),
            Self::Removed => text.account_picture_removed(),
            Self::Missing => text.account_picture_missing(),
            Self::TooLarge => text.account_picture_too_large(),
            Self::TooWide => text.account_picture_too_wide(),
            Self::Unknown => text.account_picture_unknown(),
            Self::Damaged => text.account_picture_damaged(),
            Self::Busy => text.account_pictures_busy(),
        }
    }

    /// Whether the form succeeded.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Saved | Self::Removed)
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    pub fn place(self, text: &Messages) -> Option<(&'static str, String)> {
        match self {
            Self::Missing | Self::TooLarge | Self::TooWide | Self::Unknown | Self::Damaged => {
                Some(("file", text.account_check_picture()))
            }
            Self::Saved | Self::Removed | Self::Busy => None,
        }
    }
}
