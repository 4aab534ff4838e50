use std::mem;

/// Consecutive failures of different entries that count as an outage.
const OUTAGE_THRESHOLD: usize = 3;

/// Failures after a success that are attributed to their entries. Further ones may mean that an outage has begun.
const FAILURES_PER_SUCCESS: u8 = 2;

/// An entry that failed when sent on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedEntry {
    /// Its identifier in the queue.
    pub id: String,
    /// Previous attempts that counted against it.
    pub attempts: u32,
    /// Why it failed, without e-mail addresses.
    pub reason: String,
}

/// The cause a failure is attributed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureCause {
    /// The entry: others succeed.
    Entry(FailedEntry),
    /// Not known yet. If the next entry succeeds, the cause is this entry.
    Unclear,
    /// An outage: one entry after another fails.
    Outage,
}

/// Attributes failures to single entries or to an outage, from the order of successes and failures. Uses no clock.
#[derive(Debug, Default)]
pub struct OutageDetector {
    /// Whether the last entry without previous failures succeeded.
    is_reachable: bool,
    /// Further failures of this round that are attributed to their entries.
    entry_failures_left: u8,
    /// Failures of this round and the one before, without a success since.
    unclear: Vec<FailedEntry>,
    unclear_before: Vec<FailedEntry>,
}

impl OutageDetector {
    /// Begins a new round over the queue. Earlier successes no longer count for entries that fail for the first time.
    pub fn begin_round(&mut self) {
        self.entry_failures_left = 0;
        self.unclear_before = mem::take(&mut self.unclear);
    }

    /// Records successes. Returns the entries that failed just before: there was no outage, so they are the cause.
    pub fn record_success<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Vec<FailedEntry> {
        self.is_reachable = true;
        self.entry_failures_left = FAILURES_PER_SUCCESS;
        let passed: Vec<_> = ids.into_iter().collect();
        let mut at_fault: Vec<FailedEntry> = Vec::new();
        let earlier = mem::take(&mut self.unclear_before).into_iter();
        for failed in earlier.chain(mem::take(&mut self.unclear)) {
            let is_known = at_fault.iter().any(|known| known.id == failed.id);
            if !is_known && !passed.contains(&failed.id.as_str()) {
                at_fault.push(failed);
            }
        }
        at_fault
    }

    /// Records the failure of an entry sent on its own. An entry with previous failures is the cause unless others fail
    /// too; one without needs a success beside it.
    pub fn record_failure(&mut self, failed: FailedEntry) -> FailureCause {
        let was_at_fault = failed.attempts > 0;
        if was_at_fault && self.is_reachable {
            return FailureCause::Entry(failed);
        }
        if self.entry_failures_left > 0 {
            self.entry_failures_left -= 1;
            return FailureCause::Entry(failed);
        }
        self.is_reachable = false;
        self.unclear.push(failed);
        if self.unclear.len() < OUTAGE_THRESHOLD {
            FailureCause::Unclear
        } else {
            FailureCause::Outage
        }
    }

    /// Records an outage: no recent failure is attributed to its entry.
    pub fn record_outage(&mut self) {
        *self = Self::default();
    }

    /// Returns the failures of this round without a success since.
    pub fn unclear(&self) -> &[FailedEntry] {
        &self.unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(id: &str, attempts: u32) -> FailedEntry {
        FailedEntry {
            id: id.to_owned(),
            attempts,
            reason: "500".to_owned(),
        }
    }

    #[test]
    fn an_entry_that_fails_while_others_succeed_is_the_cause() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        assert_eq!(
            detector.record_failure(failed("a", 0)),
            FailureCause::Unclear
        );
        assert_eq!(detector.record_success(["b"]), [failed("a", 0)]);
        assert_eq!(
            detector.record_failure(failed("c", 0)),
            FailureCause::Entry(failed("c", 0))
        );
    }

    #[test]
    fn when_all_entries_fail_the_cause_is_an_outage() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        let causes = ["a", "b", "c"].map(|id| detector.record_failure(failed(id, 0)));
        assert_eq!(
            causes,
            [
                FailureCause::Unclear,
                FailureCause::Unclear,
                FailureCause::Outage
            ]
        );
        assert_eq!(detector.unclear().len(), 3);
    }

    #[test]
    fn an_outage_in_the_middle_of_a_round_is_detected() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        detector.record_success(["a"]);
        let causes = ["b", "c", "d", "e", "f"].map(|id| detector.record_failure(failed(id, 0)));
        let at_fault = causes
            .iter()
            .filter(|it| matches!(it, FailureCause::Entry(_)));
        assert_eq!(at_fault.count(), 2);
        assert_eq!(causes[4], FailureCause::Outage);
    }

    #[test]
    fn an_entry_with_previous_failures_stays_the_cause_while_no_other_fails() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        detector.record_success(["a"]);
        detector.begin_round();
        assert_eq!(
            detector.record_failure(failed("b", 1)),
            FailureCause::Entry(failed("b", 1))
        );
        assert_eq!(
            detector.record_failure(failed("c", 0)),
            FailureCause::Unclear
        );
        assert_eq!(
            detector.record_failure(failed("b", 2)),
            FailureCause::Unclear
        );
    }

    #[test]
    fn an_old_success_does_not_attribute_a_first_failure() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        detector.record_success(["a"]);
        detector.begin_round();
        assert_eq!(
            detector.record_failure(failed("b", 0)),
            FailureCause::Unclear
        );
    }

    #[test]
    fn an_entry_that_succeeds_later_is_cleared_and_none_is_reported_twice() {
        let mut detector = OutageDetector::default();
        detector.begin_round();
        detector.record_failure(failed("a", 0));
        detector.record_failure(failed("b", 0));
        detector.begin_round();
        detector.record_failure(failed("b", 0));
        assert_eq!(detector.record_success(["a"]), [failed("b", 0)]);
    }
}
