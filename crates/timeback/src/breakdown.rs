//! XP by app and by subject, beside the total.

use super::Xp;

/// Where a student's XP come from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Breakdown {
    /// By app, in the order of names; empty where the platform does not say.
    pub apps: Vec<Share>,
    /// By subject, in the order of names.
    pub subjects: Vec<Share>,
}

/// One app's or subject's part.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The app's or the subject's name.
    pub name: String,
    /// XP of the day and of all days.
    pub xp: Xp,
}
