use std::{env, fs, path::Path};

use super::{
    campaign::Campaign,
    document::{Branch, Node},
    fillers::FILLERS,
    input::Seed,
    parser::Parser,
};

/// A run of the tests is the same each time; `make fuzz` chooses another seed and goes on for longer.
const EXECUTIONS: u64 = 20_000;
const SEED: u64 = 1;

fn written(node: &Node) -> String {
    let mut text = String::new();
    node.write(&mut text);
    text
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().unwrap())
}

#[test]
fn every_sample_is_read() {
    for parser in Parser::all() {
        for sample in parser.samples {
            let outcome = parser.examine(sample.as_bytes()).unwrap();
            // What is read of a refusal is given out as an error.
            let is_read = outcome.is_ok() != (parser.name == "error_message");
            assert!(is_read, "{}: {outcome:?}", parser.name);
        }
    }
}

#[test]
fn an_answer_that_breaks_off_is_an_error_wherever_it_does() {
    let parsers = Parser::all();
    for seed in Seed::all(&parsers) {
        let (parser, sample) = (&parsers[seed.parser], written(&seed.sample));
        // A header has no end that could be missing, and a refusal no reason that must be there.
        let is_answer = matches!(seed.sample, Node::Branch(_)) && parser.name != "error_message";
        for end in 0..sample.len() {
            let outcome = parser.examine(&sample.as_bytes()[..end]).unwrap();
            assert!(
                outcome.is_err() || !is_answer,
                "{} up to {end}",
                parser.name
            );
        }
    }
}

#[test]
fn each_field_in_turn_may_be_anything_or_missing() {
    /// Stands where the field was.
    const GAP: &str = "\u{1}";
    let parsers = Parser::all();
    for seed in Seed::all(&parsers) {
        let examine = |answer: &str| {
            let examined = parsers[seed.parser].examine(answer.as_bytes());
            assert!(examined.is_ok(), "{examined:?}");
        };
        let root = seed.sample.listed();
        let edited = |place: usize, edit: &dyn Fn(&mut Branch, usize)| {
            let mut root = root.clone();
            root.edit(&mut place.clone(), edit);
            root.entries.first().map(|(_, node)| written(node))
        };
        for place in 0..root.places() {
            let without = edited(place, &|branch, index| drop(branch.entries.remove(index)));
            examine(&without.unwrap_or_default());
            let gap = || Node::Leaf(GAP.to_owned());
            let around = edited(place, &|branch, index| branch.entries[index].1 = gap()).unwrap();
            FILLERS
                .iter()
                .for_each(|filler| examine(&around.replace(GAP, filler)));
        }
    }
}

#[test]
fn answers_spoilt_by_chance_make_a_value_or_a_typed_error() {
    let campaign = Campaign {
        executions: number("FUZZ_EXECUTIONS").unwrap_or(EXECUTIONS),
        seed: number("FUZZ_SEED").unwrap_or(SEED),
    };
    eprintln!("{} executions, seed {}", campaign.executions, campaign.seed);
    if let Err(found) = campaign.run() {
        let file = found.keep(&Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz"));
        panic!(
            "{}; replay it with FUZZ_INPUT={}",
            found.problem(),
            file.display()
        );
    }
}

#[test]
fn an_answer_found_before_is_given_to_every_parser_again() {
    let Ok(file) = env::var("FUZZ_INPUT") else {
        return;
    };
    let answer = fs::read(file).unwrap();
    for parser in Parser::all() {
        parser.examine(&answer).unwrap().ok();
    }
}
