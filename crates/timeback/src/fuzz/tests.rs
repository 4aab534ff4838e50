use std::{env, fs, path::Path};

use super::{
    campaign::Campaign,
    document::{Branch, Node},
    fillers::FILLERS,
    input::Seed,
    parser::Parser,
};

/// The tests are deterministic; `make fuzz` uses another seed and more executions.
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
fn every_sample_is_decoded() {
    for parser in Parser::all() {
        for sample in parser.samples {
            let outcome = parser.check(sample.as_bytes()).unwrap();
            // An error message is returned as the error.
            let is_read = outcome.is_ok() != (parser.name == "error_message");
            assert!(is_read, "{}: {outcome:?}", parser.name);
        }
    }
}

#[test]
fn a_truncated_response_is_an_error() {
    let parsers = Parser::all();
    for seed in Seed::all(&parsers) {
        let (parser, sample) = (&parsers[seed.parser], written(&seed.sample));
        // A truncated header is valid, and an error message is optional.
        let is_answer = matches!(seed.sample, Node::Branch(_)) && parser.name != "error_message";
        for end in 0..sample.len() {
            let outcome = parser.check(&sample.as_bytes()[..end]).unwrap();
            assert!(
                outcome.is_err() || !is_answer,
                "{} up to {end}",
                parser.name
            );
        }
    }
}

#[test]
fn each_field_may_have_any_value_or_be_missing() {
    /// Marks the position of the field.
    const PLACEHOLDER: &str = "\u{1}";
    let parsers = Parser::all();
    for seed in Seed::all(&parsers) {
        let check = |response: &str| {
            let checked = parsers[seed.parser].check(response.as_bytes());
            assert!(checked.is_ok(), "{checked:?}");
        };
        let root = seed.sample.wrapped();
        let edited = |place: usize, edit: &dyn Fn(&mut Branch, usize)| {
            let mut root = root.clone();
            root.edit(&mut place.clone(), edit);
            root.entries.first().map(|(_, node)| written(node))
        };
        for place in 0..root.places() {
            let without = edited(place, &|branch, index| drop(branch.entries.remove(index)));
            check(&without.unwrap_or_default());
            let placeholder = || Node::Leaf(PLACEHOLDER.to_owned());
            let around = edited(place, &|branch, index| {
                branch.entries[index].1 = placeholder();
            })
            .unwrap();
            FILLERS
                .iter()
                .for_each(|filler| check(&around.replace(PLACEHOLDER, filler)));
        }
    }
}

#[test]
fn mutated_responses_give_a_value_or_a_typed_error() {
    let campaign = Campaign {
        executions: number("FUZZ_EXECUTIONS").unwrap_or(EXECUTIONS),
        seed: number("FUZZ_SEED").unwrap_or(SEED),
    };
    eprintln!("{} executions, seed {}", campaign.executions, campaign.seed);
    if let Err(finding) = campaign.run() {
        let file = finding.save(&Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz"));
        panic!(
            "{}; replay it with FUZZ_INPUT={}",
            finding.problem(),
            file.display()
        );
    }
}

#[test]
fn a_saved_input_is_replayed_with_every_parser() {
    let Ok(file) = env::var("FUZZ_INPUT") else {
        return;
    };
    let response = fs::read(file).unwrap();
    for parser in Parser::all() {
        parser.check(&response).unwrap().ok();
    }
}
