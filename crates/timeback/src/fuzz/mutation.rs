use proptest::{prelude::*, sample::Index};

use super::{
    document::{Branch, Node},
    fillers::{FILLERS, KEYS},
};

/// A mutation of a response.
#[derive(Debug, Clone)]
pub enum Mutation {
    /// Of an entry.
    Place(Index, Edit),
    /// Of the bytes.
    Bytes(Index, ByteEdit),
}

/// Mutation of a field or an item.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Removes it.
    Drop,
    /// Replaces its value.
    Replace(Index),
    /// Renames it.
    Rename(Index),
    /// Adds a duplicate with another value.
    Shadow(Index),
    /// Adds another field.
    Add(Index, Index),
    /// Repeats it.
    Repeat(u8),
    /// Wraps it in a list.
    Wrap,
    /// Turns a list into an object, or an object into a list.
    Flip,
}

/// Mutation of bytes.
#[derive(Debug, Clone)]
pub enum ByteEdit {
    /// Truncates them.
    Truncate,
    /// Overwrites one.
    Overwrite(u8),
    /// Inserts bytes.
    Insert(Vec<u8>),
    /// Inserts a filler.
    InsertFiller(Index),
    /// Replaces all bytes.
    Instead(Vec<u8>),
}

impl Mutation {
    /// Generates a mutation; those of entries are more frequent.
    pub fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            5 => (any::<Index>(), Edit::any()).prop_map(|(place, edit)| Self::Place(place, edit)),
            1 => (any::<Index>(), ByteEdit::any()).prop_map(|(place, edit)| Self::Bytes(place, edit)),
        ]
    }
}

impl Edit {
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

    /// Applies the mutation to the entry at `index`.
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
                entries[index].1 = Node::Branch(inner.wrapped());
            }
            Self::Flip => {
                if let Node::Branch(branch) = &mut entries[index].1 {
                    branch.is_object = !branch.is_object;
                }
            }
        }
    }
}

impl ByteEdit {
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

    /// Applies the mutation at `place`.
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
