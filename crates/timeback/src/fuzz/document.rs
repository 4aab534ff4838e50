/// A response as a tree whose leaves are text, so that it can represent invalid JSON.
#[derive(Debug, Clone)]
pub enum Node {
    Leaf(String),
    Branch(Branch),
}

/// A list or an object. The keys of a list are empty and not written.
#[derive(Debug, Clone)]
pub struct Branch {
    pub is_object: bool,
    pub entries: Vec<(String, Node)>,
}

impl Node {
    /// Parses a response; one that is not JSON is a leaf.
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).map_or_else(|_| Self::Leaf(text.to_owned()), Self::new)
    }

    fn new(value: serde_json::Value) -> Self {
        use serde_json::Value::{Array, Object};
        let (is_object, entries) = match value {
            Object(fields) => (true, fields.into_iter().collect::<Vec<_>>()),
            Array(items) => (
                false,
                items
                    .into_iter()
                    .map(|item| (String::new(), item))
                    .collect(),
            ),
            leaf => return Self::Leaf(leaf.to_string()),
        };
        let entries = entries.into_iter();
        let entries = entries
            .map(|(key, value)| (key, Self::new(value)))
            .collect();
        Self::Branch(Branch { is_object, entries })
    }

    /// Wraps the node in a list.
    pub fn wrapped(self) -> Branch {
        Branch {
            is_object: false,
            entries: vec![(String::new(), self)],
        }
    }

    /// Serializes the node.
    pub fn write(&self, text: &mut String) {
        let Self::Branch(branch) = self else {
            return text.push_str(self.leaf());
        };
        let [open, close] = if branch.is_object {
            ['{', '}']
        } else {
            ['[', ']']
        };
        text.push(open);
        for (index, (key, value)) in branch.entries.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            if branch.is_object {
                text.push_str(&serde_json::Value::from(key.as_str()).to_string());
                text.push(':');
            }
            value.write(text);
        }
        text.push(close);
    }

    fn leaf(&self) -> &str {
        match self {
            Self::Leaf(text) => text,
            Self::Branch(_) => "",
        }
    }
}

impl Branch {
    /// Returns the number of entries at every depth.
    pub fn places(&self) -> usize {
        let below = |node: &Node| match node {
            Node::Leaf(_) => 0,
            Node::Branch(branch) => branch.places(),
        };
        self.entries.iter().map(|(_, node)| 1 + below(node)).sum()
    }

    /// Calls `edit` with entry `number` in depth-first order; `number` counts down on the way.
    pub fn edit(&mut self, number: &mut usize, edit: &dyn Fn(&mut Self, usize)) -> bool {
        for index in 0..self.entries.len() {
            if *number == 0 {
                edit(self, index);
                return true;
            }
            *number -= 1;
            if let Node::Branch(branch) = &mut self.entries[index].1
                && branch.edit(number, edit)
            {
                return true;
            }
        }
        false
    }
}
