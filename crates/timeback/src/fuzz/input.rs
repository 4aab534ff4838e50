use proptest::{prelude::*, sample::Index};

use super::{document::Node, mutation::Mutation, parser::Parser};

/// A parser and the sample it is given, ready to be spoilt.
#[derive(Clone)]
pub struct Seed {
    pub parser: usize,
    pub sample: Node,
}

/// What a parser is to be given.
#[derive(Debug, Clone)]
pub struct Input {
    seed: Index,
    mutations: Vec<Mutation>,
}

impl Input {
    /// Any sample, spoilt in a few ways.
    pub fn any() -> impl Strategy<Value = Self> {
        let mutations = prop::collection::vec(Mutation::any(), 1..5);
        (any::<Index>(), mutations).prop_map(|(seed, mutations)| Self { seed, mutations })
    }

    /// The number of its parser, and the bytes.
    pub fn answer(&self, seeds: &[Seed]) -> (usize, Vec<u8>) {
        let seed = self.seed.get(seeds);
        let mut root = seed.sample.clone().listed();
        for mutation in &self.mutations {
            if let Mutation::Place(place, deed) = mutation
                && root.places() > 0
            {
                let mut number = place.index(root.places());
                root.edit(&mut number, &|branch, index| deed.apply(branch, index));
            }
        }
        let mut text = String::new();
        if let Some((_, node)) = root.entries.first() {
            node.write(&mut text);
        }
        let mut bytes = text.into_bytes();
        for mutation in &self.mutations {
            if let Mutation::Bytes(place, spoil) = mutation {
                spoil.apply(&mut bytes, *place);
            }
        }
        (seed.parser, bytes)
    }
}

impl Seed {
    /// Each sample of each parser.
    pub fn all(parsers: &[Parser]) -> Vec<Self> {
        let samples = parsers.iter().enumerate().flat_map(|(parser, of)| {
            of.samples.iter().map(move |sample| Self {
                parser,
                sample: Node::parse(sample),
            })
        });
        samples.collect()
    }
}
