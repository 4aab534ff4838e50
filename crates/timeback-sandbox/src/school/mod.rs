//! The sandbox's data: people, courses, enrollments and activity.

pub mod app;
pub mod changes;
pub mod class;
pub mod course;
pub mod enrollment;
pub mod fact;
pub mod fact_store;
pub mod generated_students;
pub mod goals;
mod history;
pub mod logins;
pub mod org;
mod people;
pub mod person;
pub mod roster;
pub mod seeded_rng;
pub mod session;
pub mod subject;
mod task;
#[cfg(test)]
mod tests;
pub mod track;
pub mod year;

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;

use roster::Roster;

/// The initial and the current roster. Activity is in the [`FactStore`](fact_store::FactStore).
#[derive(Debug)]
pub struct School {
    initial_roster: Arc<Roster>,
    current: RwLock<Arc<Roster>>,
}

impl School {
    /// Creates a school with enrollments as of `today`.
    pub fn new(today: Date) -> Self {
        let people = people::default_people();
        let courses = course::catalogue();
        let enrollments = people
            .iter()
            .flat_map(|person| enrollment::of_person(person, &courses, today))
            .collect();
        let sessions = session::of_year(today).into_iter();
        let terms = sessions.filter(|session| session.kind == "term");
        let initial_roster = Arc::new(Roster {
            people: Arc::new(people),
            courses: Arc::new(courses),
            enrollments: Arc::new(enrollments),
            term_ids: Arc::new(terms.map(|term| term.id).collect()),
        });
        Self {
            current: RwLock::new(Arc::clone(&initial_roster)),
            initial_roster,
        }
    }

    /// Returns the initial roster, from which histories are generated.
    pub fn initial_roster(&self) -> &Roster {
        &self.initial_roster
    }

    /// Returns a snapshot of the current roster.
    pub fn roster(&self) -> Arc<Roster> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds `count` generated students to the initial people, in place of those generated before, whose enrollments are
    /// removed.
    pub fn generate_students(&self, count: u32) {
        let default_people = self.initial_roster.people().iter().cloned();
        let people: Vec<_> = default_people
            .chain(generated_students::students(count))
            .collect();
        let ids: HashSet<&str> = people.iter().map(|person| &*person.id).collect();
        self.change(|roster| {
            Arc::make_mut(&mut roster.enrollments)
                .retain(|enrollment| ids.contains(&*enrollment.person_id));
            roster.people = Arc::new(people.clone());
        });
    }

    /// Restores the initial roster.
    pub fn reset(&self) {
        self.change(|roster| *roster = Roster::clone(&self.initial_roster));
    }

    fn change<T>(&self, change: impl FnOnce(&mut Roster) -> T) -> T {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut current))
    }
}
