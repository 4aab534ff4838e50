//! XP by app and by subject.

use super::Xp;

/// A student's XP by app and by subject.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Breakdown {
    /// By app, sorted by name; empty if the platform does not send it.
    pub apps: Vec<Share>,
    /// By subject, sorted by name.
    pub subjects: Vec<Share>,
}

/// XP of one app or subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The app's or the subject's name.
    pub name: String,
    /// Today's and all-time XP.
    pub xp: Xp,
}
