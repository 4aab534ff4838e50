//! Logins of the identity provider.

use super::people::ZOE;

/// The password of all logins.
pub const PASSWORD: &str = "sandbox";

/// A login of the identity provider.
#[derive(Debug, Clone, Copy)]
pub struct Login {
    /// The e-mail address.
    pub email: &'static str,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// What the login is for.
    pub about: &'static str,
}

const fn login(
    email: &'static str,
    given_name: &'static str,
    family_name: &'static str,
    about: &'static str,
) -> Login {
    Login {
        email,
        given_name,
        family_name,
        about,
    }
}

/// All logins, in the order in which they are listed.
pub const LOGINS: [Login; 12] = [
    login(
        "student@example.com",
        "Maya",
        "Okafor",
        "Three courses, goals, months of history, something done today",
    ),
    login(
        "new.student@example.com",
        "Theo",
        "Lindqvist",
        "No grade, no courses, no history",
    ),
    login(
        "no.goals@example.com",
        "Priya",
        "Raman",
        "Courses without goals",
    ),
    login(
        "negative@example.com",
        "Jonas",
        "Weber",
        "Negative XP today",
    ),
    login(
        "fractional@example.com",
        "Amélie",
        "Laurent",
        "12.5 XP today",
    ),
    login(
        "busy@example.com",
        "Chidi",
        "Okafor",
        "Fifty courses and three years of history",
    ),
    login(
        "unicode@example.com",
        ZOE.0,
        ZOE.1,
        "Names and titles in several scripts, right-to-left, emoji, markup",
    ),
    login(
        "o'brien@example.com",
        "Saoirse",
        "O'Brien",
        "A quote in the address",
    ),
    login(
        "twins@example.com",
        "Lena",
        "Hart",
        "Two records with one address: ambiguous",
    ),
    login(
        "stranger@example.com",
        "Sam",
        "Vale",
        "Can sign in, unknown to Timeback",
    ),
    login(
        "teacher@example.com",
        "Ruth",
        "Castellanos",
        "Teaches three classes",
    ),
    login(
        "guardian@example.com",
        "Ngozi",
        "Okafor",
        "Guardian of Maya and Chidi",
    ),
];
