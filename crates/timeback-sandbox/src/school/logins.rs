//! Everyone who can sign in at the identity provider.

use super::people::ZOE;

/// The password of every account.
pub const PASSWORD: &str = "sandbox";

/// Someone who can sign in at the identity provider.
#[derive(Debug, Clone, Copy)]
pub struct Login {
    /// The address.
    pub email: &'static str,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// What this person is there to show.
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

/// Everyone who can sign in, in the order a reader should meet them.
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
