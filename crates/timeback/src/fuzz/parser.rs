use std::{
    error::Error,
    iter::successors,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{fillers::CANARY, payloads};
use crate::{
    caliper, edubridge,
    lenient::{self, LenientDecode},
    oneroster, transport,
};

/// What became of an answer.
pub type Outcome = Result<(), Box<dyn Error>>;

/// A parser, with answers of the sandbox that it reads.
pub struct Parser {
    /// Whose answer it reads, such as `edubridge.activity`.
    pub name: &'static str,
    /// Reads it, and makes of it what the client makes of it.
    pub parse: fn(&[u8]) -> Outcome,
    /// Honest answers.
    pub samples: &'static [&'static str],
}

impl Parser {
    /// Every parser of what the platform, a browser or an app's developer may have got wrong.
    pub fn all() -> Vec<Self> {
        let mut all = transport::parsers::parsers();
        all.extend(payloads::parsers());
        all.extend(oneroster::parsers::parsers());
        all.extend(edubridge::parsers::parsers());
        all.extend(caliper::parsers::parsers());
        all
    }

    /// Gives the answer to the parser; an error says how it misbehaved.
    pub fn examine(&self, answer: &[u8]) -> Result<Outcome, String> {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.parse)(answer)))
            .map_err(|_| format!("{} panicked", self.name))?;
        let Err(error) = &outcome else {
            return Ok(outcome);
        };
        let told = told(&**error);
        if told.to_lowercase().contains(CANARY) {
            return Err(format!("{} repeats the answer: {told}", self.name));
        }
        if told.contains(|character: char| character.is_control()) {
            return Err(format!("{} breaks the line: {told:?}", self.name));
        }
        Ok(outcome)
    }
}

/// Decodes as the client does, and leaves it at that.
pub fn decoded<T: LenientDecode>(answer: &[u8]) -> Outcome {
    made::<T>(answer, drop)
}

/// Decodes as the client does, and makes something of the value.
pub fn made<T: LenientDecode>(answer: &[u8], make: impl FnOnce(T)) -> Outcome {
    let (value, left_out) = lenient::decode(answer)?;
    left_out.places().for_each(harmless);
    make(value);
    Ok(())
}

/// A place is logged, so it repeats nothing of the answer.
fn harmless(place: &str) {
    assert!(!place.to_lowercase().contains(CANARY), "{place}");
    assert!(!place.contains(|character: char| character.is_control()));
}

/// All that a log could show of an error.
fn told(error: &(dyn Error + 'static)) -> String {
    let chain = successors(Some(error), |&error| error.source());
    let texts: Vec<_> = chain.map(|error| format!("{error} / {error:?}")).collect();
    texts.join(": ")
}
