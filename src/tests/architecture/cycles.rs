//! Cycles between the modules of a crate. A module depends on another by a path, or by a call of a method that the other
//! defines: `impl Identity` is spread over modules, so imports alone do not show who needs whom.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, file, name, names, sources_of_members};

/// Methods of ours whose names other crates' types have as well: such a call does not tell whose method it is.
const AMBIGUOUS_METHODS: [&str; 9] = [
    "bytes", "commit", "find", "get", "len", "read", "set", "take", "update",
];

/// Dependencies between modules, from and to, each with a line that shows it.
type Dependencies = BTreeMap<(String, String), String>;

/// The functions of a crate by their names: the modules that define one, and whether other modules may call it as a method.
type Functions<'a> = BTreeMap<String, BTreeMap<&'a str, bool>>;

/// The sources of a member, named by their paths below its `src`.
fn sources_of(member: &str) -> Vec<Source> {
    let production = sources_of_members()
        .into_iter()
        .filter(|source| !source.is_test());
    production
        .filter_map(|source| {
            let name = source.name.strip_prefix(member)?.strip_prefix("/src/")?;
            Some(file(name, &source.text))
        })
        .collect()
}

/// The top-level module of a file.
fn module(source: &Source) -> &str {
    let top = source.name.split('/').next().unwrap();
    top.trim_end_matches(".rs")
}

/// The prefix of paths that lead from the file to the crate's root.
fn super_path(source: &Source) -> String {
    let parts = source.name.split('/').filter(|part| *part != "mod.rs");
    "super::".repeat(parts.count())
}

/// The types and constants that `lib.rs` exports, and their modules.
fn exports(root: &str) -> BTreeMap<String, String> {
    let mut exports = BTreeMap::new();
    for path in root.split("pub use ").skip(1) {
        let path = path.split(';').next().unwrap();
        for item in path.split(|c: char| !c.is_alphanumeric() && c != '_') {
            if item.starts_with(char::is_uppercase) {
                exports.insert(item.to_owned(), name(path));
            }
        }
    }
    exports
}

/// The functions of a file, and whether they are methods that other modules may call.
fn functions(code: &str) -> impl Iterator<Item = (String, bool)> {
    code.match_indices("fn ").map(|(at, keyword)| {
        let function = &code[at + keyword.len()..];
        let parameters = function.split_once('(').map_or("", |(_, it)| it);
        let first = parameters.split([',', ')']).next().unwrap().trim();
        let is_public = line(code, at).starts_with("pub");
        (name(function), is_public && first.ends_with("self"))
    })
}

/// The line of `code` at this byte.
fn line(code: &str, at: usize) -> &str {
    let start = code[..at].rfind('\n').map_or(0, |end| end + 1);
    code[start..].lines().next().unwrap_or_default().trim()
}

/// The module whose method a call in the module `from` is for, if only one has a method of this name.
fn callee<'a>(functions: &Functions<'a>, from: &str, method: &str) -> Option<&'a str> {
    let definers = functions.get(method)?;
    if definers.contains_key(from) || AMBIGUOUS_METHODS.contains(&method) {
        return None;
    }
    let mut callable = definers.iter().filter(|(_, is_callable)| **is_callable);
    let (callee, _) = callable.next()?;
    callable.next().is_none().then_some(callee)
}

/// The files that are left out: `lib.rs` names all modules, and `service.rs` has the type whose methods they define.
const ROOT: [&str; 2] = ["lib.rs", "service.rs"];

/// The dependencies between the modules of a crate.
fn dependencies(sources: &[Source]) -> Dependencies {
    let modules: BTreeSet<_> = sources.iter().map(module).collect();
    let codes: Vec<_> = sources.iter().map(|it| (it, it.code())).collect();
    let mut exported = BTreeMap::new();
    let mut defined = Functions::new();
    for (source, code) in &codes {
        if source.name == "lib.rs" {
            exported = exports(code);
        }
        for (function, is_callable) in functions(code) {
            let definers = defined.entry(function).or_default();
            *definers.entry(module(source)).or_default() |= is_callable;
        }
    }
    let mut found = Dependencies::new();
    for (source, code) in codes
        .iter()
        .filter(|(it, _)| !ROOT.contains(&it.name.as_str()))
    {
        let from = module(source);
        let used = used_names(source, code).into_iter();
        let by_path = used.filter_map(|(used, at)| {
            let to = exported.get(&used).unwrap_or(&used).as_str();
            Some((*modules.get(to)?, at))
        });
        let by_call =
            calls(code).filter_map(|(method, at)| Some((callee(&defined, from, &method)?, at)));
        for (to, at) in by_path.chain(by_call).filter(|(to, _)| *to != from) {
            found
                .entry((from.to_owned(), to.to_owned()))
                .or_insert_with(|| format!("{}: {}", source.name, line(code, at)));
        }
    }
    found
}

/// What a file uses of the crate's root, and where.
fn used_names(source: &Source, code: &str) -> Vec<(String, usize)> {
    let mut used = Vec::new();
    for root in ["crate::".to_owned(), super_path(source)] {
        for (at, _) in code.match_indices(&root) {
            let path = at + root.len();
            for name in names(&code[path..]) {
                let offset = code[path..].find(&name).unwrap_or_default();
                used.push((name, path + offset));
            }
        }
    }
    used
}

/// The methods that a file calls, and where.
fn calls(code: &str) -> impl Iterator<Item = (String, usize)> {
    code.match_indices('.').filter_map(|(at, _)| {
        let method = name(&code[at + 1..]);
        let is_call = code[at + 1 + method.len()..].starts_with('(');
        is_call.then_some((method, at))
    })
}

/// The dependencies of a cycle, each with a line that shows it; none where there is no cycle.
fn cycle(dependencies: &Dependencies) -> Vec<String> {
    let next = |from: &str, left: &BTreeSet<&str>| {
        dependencies
            .keys()
            .find(|edge| edge.0 == from && left.contains(edge.1.as_str()))
    };
    let mut left: BTreeSet<_> = dependencies.keys().map(|(from, _)| from.as_str()).collect();
    // What depends on none of the rest is in no cycle.
    while let Some(free) = left.iter().copied().find(|it| next(it, &left).is_none()) {
        left.remove(free);
    }
    let mut path = Vec::new();
    let mut edge = left.first().and_then(|first| next(first, &left));
    while let Some(current) = edge {
        if let Some(start) = path.iter().position(|known| *known == current) {
            path.drain(..start);
            break;
        }
        path.push(current);
        edge = next(&current.1, &left);
    }
    path.into_iter()
        .map(|edge| format!("{} -> {} ({})", edge.0, edge.1, dependencies[edge]))
        .collect()
}

#[test]
fn modules_of_identity_form_no_cycle() {
    let dependencies = dependencies(&sources_of("identity"));
    let by_call = ("operations".to_owned(), "key_ring".to_owned());
    assert!(dependencies.contains_key(&by_call), "calls are not found");
    let cycle = cycle(&dependencies);
    assert!(cycle.is_empty(), "{cycle:#?}");
}

#[test]
fn a_cycle_is_found() {
    let root = file("lib.rs", "pub use operations::find::{Found, Lost as Gone};");
    let find = |text| file("operations/find.rs", text);
    let by_call = "impl UnitOfWork<'_> {\n    pub async fn find_address(&mut self) {\n        self.queue(crate::mail::Mail).await;\n    }\n}";
    let cycle = |other: Source, find: Source| {
        let root = file(&root.name, &root.text);
        cycle(&dependencies(&[root, other, find]))
    };
    for (name, text, shown) in [
        ("mail/queue.rs", "x\n    .find_address()", ".find_address()"),
        ("mail/mod.rs", "use super::{\n    Found,\n};", "Found,"),
        (
            "mail/a/b.rs",
            "use super::super::super::operations::X;",
            "use super::super::super::operations::X;",
        ),
        ("mail.rs", "x(crate::Gone)", "x(crate::Gone)"),
    ] {
        assert_eq!(
            cycle(file(name, text), find(by_call)),
            [
                format!("mail -> operations ({name}: {shown})"),
                "operations -> mail (operations/find.rs: self.queue(crate::mail::Mail).await;)"
                    .to_owned(),
            ]
        );
    }
    for harmless in [
        "x.find_addresses()",
        "// x.find_address()",
        "x.find_address",
        "#[cfg(test)]\nmod tests {\n    x.find_address()\n}",
        "fn find_address() {}\nx.find_address()",
        "super::operations::x()",
    ] {
        let mail = file("mail/queue.rs", harmless);
        assert_eq!(cycle(mail, find(by_call)), [""; 0], "{harmless}");
    }
    for harmless in [
        "fn find_address(&self) {}\ncrate::mail::x()",
        "pub fn find_address(x: X) {}\ncrate::mail::x()",
        "pub fn find_address(&self) {}",
        "pub fn update(&self) {}\ncrate::mail::x()",
    ] {
        let mail = file("mail/queue.rs", "x.find_address();\nx.update()");
        assert_eq!(cycle(mail, find(harmless)), [""; 0], "{harmless}");
    }
}
