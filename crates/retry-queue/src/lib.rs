//! What the queues of this program have in common, the mails and the events for Timeback: when an entry that failed is
//! tried again, when it is set aside, and whether a failure speaks of that entry or of the way out.
//!
//! An outage is no entry's fault, so it sets nothing aside, however long it lasts; only a mail that waited for a day is not
//! worth sending any more. An entry that fails while others pass is at fault itself: its failures count, it is tried again
//! after growing pauses, and after some tries it is set aside.

mod evidence;
mod policy;

pub use self::{
    evidence::{Evidence, Failed, Verdict},
    policy::{NextStep, RetryPolicy},
};
