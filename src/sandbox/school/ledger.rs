//! Everything that was done: invented up to today, and reported since the sandbox was started.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::School;
use super::fact::Fact;
use super::history;
use super::person::Person;

/// The facts of every person. Histories are invented when first asked for.
#[derive(Debug, Default)]
pub struct Ledger {
    invented: Mutex<HashMap<&'static str, History>>,
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
    pub person_id: &'static str,
    /// What it was; its number is given when it is taken in.
    pub fact: Fact,
}

#[derive(Debug, Default)]
struct Reported {
    event_ids: HashSet<String>,
    facts: HashMap<&'static str, Vec<Fact>>,
}

impl Ledger {
    /// What `person` has done until the end of `today`, in no particular order.
    pub fn facts(&self, school: &School, person: &Person, today: Date) -> Vec<Fact> {
        let mut facts = self.invented(school, person, today).to_vec();
        let reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        facts.extend(reported.facts.get(person.id).into_iter().flatten().cloned());
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

    fn invented(&self, school: &School, person: &Person, today: Date) -> Arc<[Fact]> {
        let mut invented = self.invented.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(history) = invented
            .get(person.id)
            .filter(|history| history.until == today)
        {
            return Arc::clone(&history.facts);
        }
        let facts: Arc<[Fact]> = history_of(school, person, today).into();
        invented.insert(
            person.id,
            History {
                until: today,
                facts: Arc::clone(&facts),
            },
        );
        facts
    }
}

fn history_of(school: &School, person: &Person, today: Date) -> Vec<Fact> {
    let mine: Vec<_> = school
        .enrollments_of(person.id)
        .filter(|enrollment| enrollment.is_active())
        .collect();
    let courses: Vec<_> = mine
        .iter()
        .filter_map(|enrollment| school.find_course(&enrollment.course_id))
        .cloned()
        .collect();
    let Some(first) = mine.iter().map(|enrollment| enrollment.begins_on).min() else {
        return Vec::new();
    };
    history::between(person, &courses, first, today)
}
