use std::collections::BTreeMap;

/// Names, numbered in order of their first appearance.
#[derive(Default)]
pub(super) struct Names(BTreeMap<Box<str>, usize>);

impl Names {
    /// Returns the index of a name, which is added if it is new.
    pub fn index(&mut self, name: &str) -> usize {
        if let Some(index) = self.0.get(name) {
            return *index;
        }
        let index = self.0.len();
        self.0.insert(name.into(), index);
        index
    }

    /// Returns the names in alphabetical order, and the place of each index in it.
    pub fn sorted(self) -> (Vec<Box<str>>, Vec<usize>) {
        let mut places = vec![0; self.0.len()];
        let names = self.0.into_iter().enumerate();
        let names = names.map(|(place, (name, index))| {
            places[index] = place;
            name
        });
        (names.collect(), places)
    }
}
