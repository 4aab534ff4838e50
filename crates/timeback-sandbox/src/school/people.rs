//! The default people of the roster.

use super::org::{HARBOUR_INTERNATIONAL, LAKESIDE};
use super::person::{ActivityPattern, CoursePlan, Person, Role};

/// Given and family name with several scripts, an emoji and markup.
pub const ZOE: (&str, &str) = ("Zoë 🦊 نور", "李 <script>alert(1)</script> Ó Súilleabháin");

/// Returns all default people; the twins are two records with one e-mail address.
pub fn default_people() -> Vec<Person> {
    [students(), twins(), adults()].concat()
}

fn students() -> Vec<Person> {
    vec![
        Person {
            finished: &["course-math-4"],
            activity_pattern: ActivityPattern::Daily,
            ..Person::student("maya-okafor", "student@example.com", "Maya", "Okafor")
        },
        Person {
            grade: None,
            course_plan: CoursePlan::None,
            activity_pattern: ActivityPattern::Never,
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
            activity_pattern: ActivityPattern::Guessing,
            ..Person::student("jonas-weber", "negative@example.com", "Jonas", "Weber").in_grade(6)
        },
        Person {
            activity_pattern: ActivityPattern::Fraction,
            ..Person::student(
                "amelie-laurent",
                "fractional@example.com",
                "Amélie",
                "Laurent",
            )
            .in_grade(3)
        },
        Person {
            course_plan: CoursePlan::Fifty,
            history_days: 3 * 365,
            ..Person::student("chidi-okafor", "busy@example.com", "Chidi", "Okafor").in_grade(8)
        },
        Person {
            school: HARBOUR_INTERNATIONAL,
            course_plan: CoursePlan::Polyglot,
            ..Person::student("zoe-nour", "unicode@example.com", ZOE.0, ZOE.1).in_grade(7)
        },
        Person {
            school: LAKESIDE,
            ended_but_active: &["course-fastmath-5"],
            ..Person::student(
                "saoirse-obrien",
                "o'brien@example.com",
                "Saoirse",
                "O'Brien",
            )
        },
    ]
}

/// Two people who share an e-mail address.
fn twins() -> Vec<Person> {
    vec![
        Person::student("lena-hart", "twins@example.com", "Lena", "Hart").in_grade(2),
        Person {
            school: LAKESIDE,
            ..Person::student("leon-hart", "twins@example.com", "Leon", "Hart").in_grade(2)
        },
    ]
}

fn adults() -> Vec<Person> {
    vec![
        Person {
            role: Role::Teacher,
            course_plan: CoursePlan::Core(5),
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
