use proptest::{prelude::*, sample::Index};

use super::{
    document::{Branch, Node},
    fillers::{FILLERS, KEYS},
};

/// How an answer is spoilt.
#[derive(Debug, Clone)]
pub enum Mutation {
    /// At one of its places.
    Place(Index, Deed),
    /// In its bytes, wherever they are.
    Bytes(Index, Spoil),
}

/// What is done to a field or an item.
#[derive(Debug, Clone)]
pub enum Deed {
    /// It is left out.
    Drop,
    /// Something else stands there.
    Replace(Index),
    /// It has another name.
    Rename(Index),
    /// It comes twice, the second time as something else.
    Shadow(Index),
    /// Something nobody asked for comes with it.
    Add(Index, Index),
    /// It comes again and again.
    Repeat(u8),
    /// It is wrapped in a list.
    Wrap,
    /// A list is an object, an object a list.
    Flip,
}

/// What is done to bytes.
#[derive(Debug, Clone)]
pub enum Spoil {
    /// They end.
    Truncate,
    /// One is another.
    Overwrite(u8),
    /// Others come between.
    Insert(Vec<u8>),
    /// One of the fillers comes between.
    InsertFiller(Index),
    /// Only these are left.
    Instead(Vec<u8>),
}

impl Mutation {
    /// Any of them, those at a place more often.
    pub fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            5 => (any::<Index>(), Deed::any()).prop_map(|(place, deed)| Self::Place(place, deed)),
            1 => (any::<Index>(), Spoil::any()).prop_map(|(place, spoil)| Self::Bytes(place, spoil)),
        ]
    }
}

impl Deed {
    fn any() -> impl Strategy<Value = Self> {
        let index = any::<Index>;
        prop_oneof![
            2 => Just(Self::Drop),
            6 => index().prop_map(Self::Replace),
            1 => index().prop_map(Self::Rename),
            1 => index().prop_map(Self::Shadow),
            1 => (index(), index()).prop_map(|(key, value)| Self::Add(key, value)),
            1 => (2..40_u8).prop_map(Self::Repeat),
            1 => Just(Self::Wrap),
            1 => Just(Self::Flip),
        ]
    }

    /// Does it to the entry at `index`.
    pub fn apply(&self, branch: &mut Branch, index: usize) {
        let filler = |filler: &Index| Node::Leaf(filler.get(&FILLERS).clone());
        let entries = &mut branch.entries;
        match self {
            Self::Drop => drop(entries.remove(index)),
            Self::Replace(with) => entries[index].1 = filler(with),
            Self::Rename(to) => (*to.get(&KEYS)).clone_into(&mut entries[index].0),
            Self::Shadow(with) => {
                let twin = (entries[index].0.clone(), filler(with));
                entries.insert(index + 1, twin);
            }
            Self::Add(key, value) => {
                entries.insert(index, ((*key.get(&KEYS)).to_owned(), filler(value)));
            }
            Self::Repeat(times) => {
                let again = vec![entries[index].clone(); usize::from(*times)];
                entries.splice(index..index, again);
            }
            Self::Wrap => {
                let inner = std::mem::replace(&mut entries[index].1, Node::Leaf(String::new()));
                entries[index].1 = Node::Branch(inner.listed());
            }
            Self::Flip => {
                if let Node::Branch(branch) = &mut entries[index].1 {
                    branch.is_object = !branch.is_object;
                }
            }
        }
    }
}

impl Spoil {
    fn any() -> impl Strategy<Value = Self> {
        let bytes = || prop::collection::vec(any::<u8>(), 0..40);
        prop_oneof![
            3 => Just(Self::Truncate),
            2 => any::<u8>().prop_map(Self::Overwrite),
            2 => bytes().prop_map(Self::Insert),
            2 => any::<Index>().prop_map(Self::InsertFiller),
            1 => bytes().prop_map(Self::Instead),
        ]
    }

    /// Does it at `place`.
    pub fn apply(&self, bytes: &mut Vec<u8>, place: Index) {
        let at = place.index(bytes.len() + 1);
        match self {
            Self::Truncate => bytes.truncate(at),
            Self::Overwrite(byte) => {
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Self::Insert(new) => drop(bytes.splice(at..at, new.iter().copied())),
            Self::InsertFiller(filler) => drop(bytes.splice(at..at, filler.get(&FILLERS).bytes())),
            Self::Instead(new) => bytes.clone_from(new),
        }
    }
}
