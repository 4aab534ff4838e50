//! The cast: everyone who can sign in, and everyone on the roster.

use super::org::{HARBOUR_INTERNATIONAL, LAKESIDE};
use super::person::{Person, Rhythm, Role, Studies};

/// The password of every account.
pub const PASSWORD: &str = "sandbox";

/// A given and a family name that a careless page would get wrong.
const ZOE: (&str, &str) = ("Zoë 🦊 نور", "李 <script>alert(1)</script> Ó Súilleabháin");

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

/// Everyone on the roster.
pub fn cast() -> Vec<Person> {
    vec![
        Person {
            finished: &["course-math-4"],
            rhythm: Rhythm::Daily,
            ..Person::student("maya-okafor", "student@example.com", "Maya", "Okafor")
        },
        Person {
            grade: None,
            studies: Studies::Nothing,
            rhythm: Rhythm::Never,
            ..Person::student(
                "theo-lindqvist",
                "new.student@example.com",
                "Theo",
                "Lindqvist",
            )
        },
        Person {
            has_goals: false,
            ..Person::student("priya-raman", "no.goals@example.com", "Priya", "Raman")
        },
        Person {
            rhythm: Rhythm::Guessing,
            ..Person::student("jonas-weber", "negative@example.com", "Jonas", "Weber").in_grade(6)
        },
        Person {
            rhythm: Rhythm::Fraction,
            ..Person::student(
                "amelie-laurent",
                "fractional@example.com",
                "Amélie",
                "Laurent",
            )
            .in_grade(3)
        },
        Person {
            studies: Studies::Fifty,
            history_days: 3 * 365,
            ..Person::student("chidi-okafor", "busy@example.com", "Chidi", "Okafor").in_grade(8)
        },
        Person {
            school: HARBOUR_INTERNATIONAL,
            studies: Studies::Polyglot,
            ..Person::student("zoe-nour", "unicode@example.com", ZOE.0, ZOE.1).in_grade(7)
        },
        Person {
            school: LAKESIDE,
            ..Person::student(
                "saoirse-obrien",
                "o'brien@example.com",
                "Saoirse",
                "O'Brien",
            )
        },
        Person::student("lena-hart", "twins@example.com", "Lena", "Hart").in_grade(2),
        Person {
            school: LAKESIDE,
            ..Person::student("leon-hart", "twins@example.com", "Leon", "Hart").in_grade(2)
        },
        Person {
            role: Role::Teacher,
            studies: Studies::Core(5),
            ..Person::adult(
                "ruth-castellanos",
                "teacher@example.com",
                "Ruth",
                "Castellanos",
            )
        },
        Person {
            role: Role::Guardian,
            agents: &["maya-okafor", "chidi-okafor"],
            ..Person::adult("ngozi-okafor", "guardian@example.com", "Ngozi", "Okafor")
        },
    ]
}
