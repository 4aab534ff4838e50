//! Generated students, for tests with large rosters.

use super::org::{LAKESIDE, RIVERBEND};
use super::person::{ActivityPattern, CoursePlan, Person};
use super::seeded_rng::SeededRng;

const GIVEN_NAMES: [&str; 8] = [
    "Ada", "Bruno", "Carmen", "Dmitri", "Esi", "Farid", "Greta", "Hugo",
];
const FAMILY_NAMES: [&str; 8] = [
    "Abara", "Brandt", "Castillo", "Dubois", "Eriksen", "Fontana", "Gupta", "Hayes",
];

/// Returns students number 1 to `count`, without courses. They are the same at every start.
pub fn students(count: u32) -> impl Iterator<Item = Person> {
    (1..=count).map(student)
}

/// Returns the student with this address, generated or not.
pub fn find(email: &str) -> Option<Person> {
    let number = email
        .strip_prefix("student-")?
        .strip_suffix("@example.com")?;
    let student = student(number.parse().ok().filter(|number| *number > 0)?);
    (*student.email == *email).then_some(student)
}

fn student(number: u32) -> Person {
    let id = format!("student-{number:05}");
    let email = format!("{id}@example.com");
    let mut rng = SeededRng::new(&id, 1);
    let grade = i8::try_from(rng.random_range(1, 8)).unwrap_or(1);
    let school = if rng.random_percent(50) {
        RIVERBEND
    } else {
        LAKESIDE
    };
    let mut pick = |names: [&'static str; 8]| names[rng.random_range(0, 7) as usize];
    let (given_name, family_name) = (pick(GIVEN_NAMES), pick(FAMILY_NAMES));
    Person {
        school,
        grade: Some(grade),
        course_plan: CoursePlan::None,
        has_goals: false,
        activity_pattern: ActivityPattern::Never,
        ..Person::student(id, email, given_name, family_name)
    }
}
