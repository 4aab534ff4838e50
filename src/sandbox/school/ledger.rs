//! Everything that was done: invented up to today, and reported since the sandbox was started.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::fact::Fact;
use super::history;
use super::person::Person;
use super::roster::Roster;

/// The facts of every person. Histories are invented when first asked for.
#[derive(Debug, Default)]
pub struct Ledger {
    invented: Mutex<HashMap<String, History>>,
    reported: Mutex<Reported>,
}

/// An invented history.
#[derive(Debug, Clone)]
struct History {
    until: Date,
    facts: Arc<[Fact]>,
}

/// What a person has done.
#[derive(Debug)]
pub struct Done {
    /// The sourcedId of the person.
    pub person_id: String,
    /// What it was; its number is given when it is taken in.
    pub fact: Fact,
}

#[derive(Debug, Default)]
struct Reported {
    event_ids: HashSet<String>,
    facts: HashMap<String, Vec<Fact>>,
}

impl Ledger {
    /// What `person` has done until the end of `today`, in no particular order.
    pub fn facts(&self, opening: &Roster, person: &Person, today: Date) -> Vec<Fact> {
        let mut facts = self.invented(opening, person, today).to_vec();
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

    /// Takes in what the event `event_id` says was done; an event that is known already changes nothing.
    pub fn record(&self, event_id: &str, done: Option<Done>) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = reported.event_ids.insert(event_id.to_owned());
        if let (true, Some(Done { person_id, fact })) = (is_new, done) {
            // Invented ids are spread over 53 bits; these count up from one.
            let id = reported.event_ids.len() as u64;
            reported
                .facts
                .entry(person_id)
                .or_default()
                .push(Fact { id, ..fact });
        }
    }

    /// Forgets everything that was reported.
    pub fn reset(&self) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = Reported::default();
    }

    fn invented(&self, opening: &Roster, person: &Person, today: Date) -> Arc<[Fact]> {
        let mut invented = self.invented.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(history) = invented
            .get(&*person.id)
            .filter(|history| history.until == today)
        {
            return Arc::clone(&history.facts);
        }
        let facts: Arc<[Fact]> = history_of(opening, person, today).into();
        invented.insert(
            person.id.to_string(),
            History {
                until: today,
                facts: Arc::clone(&facts),
            },
        );
        facts
    }
}

fn history_of(opening: &Roster, person: &Person, today: Date) -> Vec<Fact> {
    let mine: Vec<_> = opening
        .enrollments_of(&person.id)
        .filter(|enrollment| enrollment.is_current())
        .collect();
    let courses: Vec<_> = mine
        .iter()
        .filter_map(|enrollment| opening.find_course(&enrollment.course_id))
        .cloned()
        .collect();
    let Some(first) = mine.iter().map(|enrollment| enrollment.begins_on).min() else {
        return Vec::new();
    };
    history::between(person, &courses, first, today)
}
