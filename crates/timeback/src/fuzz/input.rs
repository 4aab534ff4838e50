use proptest::{prelude::*, sample::Index};

use super::{document::Node, mutation::Mutation, parser::Parser};

/// A parser and one of its samples, to be mutated.
#[derive(Clone)]
pub struct Seed {
    pub parser: usize,
    pub sample: Node,
}

/// An input for a parser: a sample and its mutations.
#[derive(Debug, Clone)]
pub struct Input {
    seed: Index,
    mutations: Vec<Mutation>,
}

impl Input {
    /// Generates a sample with a few mutations.
    pub fn any() -> impl Strategy<Value = Self> {
        let mutations = prop::collection::vec(Mutation::any(), 1..5);
        (any::<Index>(), mutations).prop_map(|(seed, mutations)| Self { seed, mutations })
    }

    /// Returns the index of the parser, and the mutated bytes.
    pub fn response(&self, seeds: &[Seed]) -> (usize, Vec<u8>) {
        let seed = self.seed.get(seeds);
        let mut root = seed.sample.clone().wrapped();
        for mutation in &self.mutations {
            if let Mutation::Place(place, edit) = mutation
                && root.places() > 0
            {
                let mut number = place.index(root.places());
                root.edit(&mut number, &|branch, index| edit.apply(branch, index));
            }
        }
        let mut text = String::new();
        if let Some((_, node)) = root.entries.first() {
            node.write(&mut text);
        }
        let mut bytes = text.into_bytes();
        for mutation in &self.mutations {
            if let Mutation::Bytes(place, edit) = mutation {
                edit.apply(&mut bytes, *place);
            }
        }
        (seed.parser, bytes)
    }
}

impl Seed {
    /// Returns all samples of all parsers.
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
