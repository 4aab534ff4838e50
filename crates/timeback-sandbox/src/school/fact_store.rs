//! Storage of facts: generated up to today, and reported since the start.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::fact::Fact;
use super::history;
use super::person::Person;
use super::roster::Roster;

/// The facts of all people. Histories are generated on first access.
#[derive(Debug, Default)]
pub struct FactStore {
    generated: Mutex<HashMap<String, History>>,
    reported: Mutex<Reported>,
}

/// A generated history.
#[derive(Debug, Clone)]
struct History {
    until: Date,
    facts: Arc<[Fact]>,
}

/// Completed work of a person.
#[derive(Debug)]
pub struct CompletedWork {
    /// The sourcedId of the person.
    pub person_id: String,
    /// The fact; its id is assigned when it is recorded.
    pub fact: Fact,
}

#[derive(Debug, Default)]
struct Reported {
    count: u64,
    facts: HashMap<String, Vec<Fact>>,
}

impl FactStore {
    /// Returns the facts of `person` until the end of `today`, in no particular order.
    pub fn facts(&self, initial_roster: &Roster, person: &Person, today: Date) -> Vec<Fact> {
        let mut facts = self.generated(initial_roster, person, today).to_vec();
        let reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        facts.extend(
            reported
                .facts
                .get(&*person.id)
                .into_iter()
                .flatten()
                .cloned(),
        );
        facts
    }

    /// Records completed work.
    pub fn record(&self, work: CompletedWork) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        // Generated ids are spread over 53 bits; these count from 1.
        reported.count += 1;
        let id = reported.count;
        let facts = reported.facts.entry(work.person_id).or_default();
        facts.push(Fact { id, ..work.fact });
    }

    /// Removes all reported facts.
    pub fn reset(&self) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = Reported::default();
    }

    fn generated(&self, initial_roster: &Roster, person: &Person, today: Date) -> Arc<[Fact]> {
        let mut generated = self
            .generated
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(history) = generated
            .get(&*person.id)
            .filter(|history| history.until == today)
        {
            return Arc::clone(&history.facts);
        }
        let facts: Arc<[Fact]> = generate_history(initial_roster, person, today).into();
        generated.insert(
            person.id.to_string(),
            History {
                until: today,
                facts: Arc::clone(&facts),
            },
        );
        facts
    }
}

fn generate_history(initial_roster: &Roster, person: &Person, today: Date) -> Vec<Fact> {
    let enrollments: Vec<_> = initial_roster
        .enrollments_of(&person.id)
        .filter(|enrollment| enrollment.is_current())
        .collect();
    let courses: Vec<_> = enrollments
        .iter()
        .filter_map(|enrollment| initial_roster.find_course(&enrollment.course_id))
        .cloned()
        .collect();
    let Some(first) = enrollments
        .iter()
        .map(|enrollment| enrollment.begins_on)
        .min()
    else {
        return Vec::new();
    };
    history::between(person, &courses, first, today)
}
