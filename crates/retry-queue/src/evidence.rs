use std::mem;

/// Entries that fail one after another, none passing between them, before the way is taken to be closed.
const FAILURES_OF_AN_OUTAGE: usize = 3;

/// Failures that one success excuses the way from: more than that in a row, and it may have closed since.
const EXCUSED_BY_A_SUCCESS: u8 = 2;

/// An entry that failed alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its identifier in the queue.
    pub id: String,
    /// How many of its tries have counted against it before this one.
    pub attempts: u32,
    /// Why it failed, without an address.
    pub reason: String,
}

/// What a failure speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The entry: others pass.
    AtFault(Failed),
    /// It cannot be known yet. Should the next entry pass, it was this one's fault.
    Unclear,
    /// The way: entry after entry fails.
    Outage,
}

/// What is known of the way out of a queue, from what passed and what failed. It has no clock: what counts is the order.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Whether the last entry that had not failed before passed.
    is_good: bool,
    /// How many failures of this round are still the entries' own fault.
    excused: u8,
    /// What failed in this round, and in the one before, with nothing passing since.
    unclear: Vec<Failed>,
    unclear_before: Vec<Failed>,
}

impl Evidence {
    /// A new round over the queue begins. What passed long ago says nothing about an entry that now fails for the first
    /// time.
    pub fn begin_round(&mut self) {
        self.excused = 0;
        self.unclear_before = mem::take(&mut self.unclear);
    }

    /// These entries passed. Answers those that failed just before: the way was good, so it was their own fault.
    pub fn passed<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Failed> {
        self.is_good = true;
        self.excused = EXCUSED_BY_A_SUCCESS;
        let passed: Vec<_> = ids.into_iter().collect();
        let mut at_fault: Vec<Failed> = Vec::new();
        let earlier = mem::take(&mut self.unclear_before).into_iter();
        for failed in earlier.chain(mem::take(&mut self.unclear)) {
            let is_known = at_fault.iter().any(|known| known.id == failed.id);
            if !is_known && !passed.contains(&failed.id.as_str()) {
                at_fault.push(failed);
            }
        }
        at_fault
    }

    /// An entry failed alone. One that was at fault before is so again unless others fail as well; one that never was
    /// needs a success beside it.
    pub fn failed(&mut self, failed: Failed) -> Verdict {
        let was_at_fault = failed.attempts > 0;
        if was_at_fault && self.is_good {
            return Verdict::AtFault(failed);
        }
        if self.excused > 0 {
            self.excused -= 1;
            return Verdict::AtFault(failed);
        }
        self.is_good = false;
        self.unclear.push(failed);
        if self.unclear.len() < FAILURES_OF_AN_OUTAGE {
            Verdict::Unclear
        } else {
            Verdict::Outage
        }
    }

    /// The way is closed for everybody: nothing that failed lately was an entry's fault.
    pub fn closed(&mut self) {
        *self = Self::default();
    }

    /// What failed in this round with nothing passing since.
    pub fn unclear(&self) -> &[Failed] {
        &self.unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(id: &str, attempts: u32) -> Failed {
        Failed {
            id: id.to_owned(),
            attempts,
            reason: "500".to_owned(),
        }
    }

    #[test]
    fn who_fails_beside_others_that_pass_is_at_fault() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        assert_eq!(evidence.failed(failed("a", 0)), Verdict::Unclear);
        assert_eq!(evidence.passed(["b"]), [failed("a", 0)]);
        assert_eq!(
            evidence.failed(failed("c", 0)),
            Verdict::AtFault(failed("c", 0))
        );
    }

    #[test]
    fn where_everybody_fails_nobody_is_at_fault() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        let verdicts = ["a", "b", "c"].map(|id| evidence.failed(failed(id, 0)));
        assert_eq!(
            verdicts,
            [Verdict::Unclear, Verdict::Unclear, Verdict::Outage]
        );
        assert_eq!(evidence.unclear().len(), 3);
    }

    #[test]
    fn a_way_that_closes_in_the_midst_of_a_round_is_noticed() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        evidence.passed(["a"]);
        let verdicts = ["b", "c", "d", "e", "f"].map(|id| evidence.failed(failed(id, 0)));
        let at_fault = verdicts
            .iter()
            .filter(|it| matches!(it, Verdict::AtFault(_)));
        assert_eq!(at_fault.count(), 2);
        assert_eq!(verdicts[4], Verdict::Outage);
    }

    #[test]
    fn a_known_culprit_stays_one_while_nobody_else_fails() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        evidence.passed(["a"]);
        evidence.begin_round();
        assert_eq!(
            evidence.failed(failed("b", 1)),
            Verdict::AtFault(failed("b", 1))
        );
        assert_eq!(evidence.failed(failed("c", 0)), Verdict::Unclear);
        assert_eq!(evidence.failed(failed("b", 2)), Verdict::Unclear);
    }

    #[test]
    fn a_success_of_long_ago_proves_nothing_against_a_first_failure() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        evidence.passed(["a"]);
        evidence.begin_round();
        assert_eq!(evidence.failed(failed("b", 0)), Verdict::Unclear);
    }

    #[test]
    fn who_fails_and_then_passes_is_forgiven_and_nobody_is_named_twice() {
        let mut evidence = Evidence::default();
        evidence.begin_round();
        evidence.failed(failed("a", 0));
        evidence.failed(failed("b", 0));
        evidence.begin_round();
        evidence.failed(failed("b", 0));
        assert_eq!(evidence.passed(["a"]), [failed("b", 0)]);
    }
}
