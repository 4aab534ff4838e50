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

/// Result of a parser.
pub type ParseResult = Result<(), Box<dyn Error>>;

/// A parser with valid samples from the sandbox.
pub struct Parser {
    /// The name, such as `edubridge.activity`.
    pub name: &'static str,
    /// Decodes a response and uses it as the client does.
    pub parse: fn(&[u8]) -> ParseResult,
    /// Valid responses.
    pub samples: &'static [&'static str],
}

impl Parser {
    /// Returns the parsers of responses, request bodies and configuration files.
    pub fn all() -> Vec<Self> {
        let mut all = transport::parsers::parsers();
        all.extend(payloads::parsers());
        all.extend(oneroster::parsers::parsers());
        all.extend(edubridge::parsers::parsers());
        all.extend(caliper::parsers::parsers());
        all
    }

    /// Runs the parser. Returns an error if it panics or its error contains data of the response.
    pub fn check(&self, response: &[u8]) -> Result<ParseResult, String> {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.parse)(response)))
            .map_err(|_| format!("{} panicked", self.name))?;
        let Err(error) = &outcome else {
            return Ok(outcome);
        };
        let chain = chain(&**error);
        if chain.to_lowercase().contains(CANARY) {
            return Err(format!("{} repeats the answer: {chain}", self.name));
        }
        if chain.contains(|character: char| character.is_control()) {
            return Err(format!("{} breaks the line: {chain:?}", self.name));
        }
        Ok(outcome)
    }
}

/// Decodes a response as the client does.
pub fn decode<T: LenientDecode>(response: &[u8]) -> ParseResult {
    decode_and_use::<T>(response, drop)
}

/// Decodes a response as the client does, and passes the value to `make`.
pub fn decode_and_use<T: LenientDecode>(response: &[u8], make: impl FnOnce(T)) -> ParseResult {
    let (value, left_out) = lenient::decode(response)?;
    left_out.paths().for_each(assert_redacted);
    make(value);
    Ok(())
}

/// Checks that a path contains no data of the response, because it is logged.
fn assert_redacted(place: &str) {
    assert!(!place.to_lowercase().contains(CANARY), "{place}");
    assert!(!place.contains(|character: char| character.is_control()));
}

/// Formats an error with its sources, as a log would.
fn chain(error: &(dyn Error + 'static)) -> String {
    let chain = successors(Some(error), |&error| error.source());
    let texts: Vec<_> = chain.map(|error| format!("{error} / {error:?}")).collect();
    texts.join(": ")
}
