//! Source analysis: the dependencies of each file and the length of its functions.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The crate names of the other workspace members.
const MEMBERS: [&str; 6] = [
    "database",
    "identity",
    "picture",
    "retry_queue",
    "timeback",
    "timeback_sandbox",
];

/// A source file.
pub struct Source {
    /// The path below `src`, or below `crates` for other members.
    pub name: String,
    pub text: String,
}

impl Source {
    pub fn is_in(&self, place: &str) -> bool {
        Path::new(&self.name).starts_with(place)
    }

    pub fn is_test(&self) -> bool {
        self.name
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
    }

    /// The code without comments and unit tests.
    pub fn code(&self) -> String {
        let production = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        production
            .lines()
            .map(|line| line.split("//").next().unwrap())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The modules and workspace members that the file uses.
    pub fn dependencies(&self) -> BTreeSet<String> {
        let code = self.code();
        let modules = code.split("crate::").skip(1).flat_map(names);
        let members = MEMBERS.iter().filter(|member| names_crate(&code, member));
        modules
            .chain(members.map(|member| (*member).to_owned()))
            .collect()
    }

    /// The items of a module that the file uses.
    pub fn names_in(&self, module: &str) -> BTreeSet<String> {
        let code = self.code();
        let paths = code.split("crate::").skip(1).flat_map(paths);
        let below = paths.filter_map(|path| path.strip_prefix(module)?.strip_prefix("::"));
        below.flat_map(names).collect()
    }

    /// The name and length of each function.
    pub fn functions(&self) -> Vec<(&str, usize)> {
        let lines: Vec<_> = self.text.lines().collect();
        let starts = lines.iter().enumerate().filter(|(_, line)| {
            line.contains("fn ")
                && line.trim_end().ends_with(['{', '('])
                && !line.trim_start().starts_with("//")
        });
        starts
            .filter_map(|(start, line)| {
                let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
                let length = lines[start..].iter().position(|line| *line == end)?;
                Some((line.trim(), length + 1))
            })
            .collect()
    }
}

/// A source file with this path and text.
pub fn file(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

/// The first segments of the paths at the start of `code`: of one path, or of a list in braces.
pub fn names(code: &str) -> Vec<String> {
    let names = paths(code).into_iter().map(name);
    names.filter(|name| !name.is_empty()).collect()
}

/// The identifier at the start of `code`; "" where there is none.
pub fn name(code: &str) -> String {
    let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
    code.chars().take_while(is_part).collect()
}

/// The paths at the start of `code`: one with the code after it, or a list in braces.
fn paths(code: &str) -> Vec<&str> {
    let Some(list) = code.strip_prefix('{') else {
        return vec![code];
    };
    let mut depth = 0;
    let ends = list.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth < 0
    });
    let mut depth = 0;
    let items = list[..ends.map_or(list.len(), |(end, _)| end)].split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0 && c == ','
    });
    items.map(str::trim_start).collect()
}

/// Whether a path in `code` starts with this crate's name.
fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        !before.is_alphanumeric() && !['_', ':'].contains(&before)
    })
}

/// All sources of the application, including tests.
pub fn sources() -> Vec<Source> {
    below("src")
}

/// All sources of the other members.
pub fn sources_of_members() -> Vec<Source> {
    below("crates")
}

fn below(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    collect(&root, &mut found);
    let read = |path: PathBuf| Source {
        name: path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned(),
        text: fs::read_to_string(&path).unwrap(),
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_are_parsed_from_lists_and_paths() {
    let source = Source {
        name: "x.rs".into(),
        text: "use crate::{a, b::{c, d},\n    e::F};\nuse timeback::Error;\nlet x = crate::g::h(); // crate::i\nlet y = self::identity::z();".into(),
    };
    let list = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>();
    assert_eq!(
        list(source.dependencies()),
        ["a", "b", "e", "g", "timeback"]
    );
    assert_eq!(list(source.names_in("b")), ["c", "d"]);
    assert_eq!(list(source.names_in("g")), ["h"]);
}
