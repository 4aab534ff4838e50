/// URLs of the built assets. File names contain a content hash, so that caches can keep them forever; the current names
/// are read once at start-up.
#[derive(Debug, Clone)]
pub struct Assets {
    /// Path of the stylesheet.
    pub css: String,
    /// Path of the script that loads the islands.
    pub js: String,
    /// Path of the script that loads the WebAssembly of lazy islands, in a build that splits it off. The islands' script
    /// imports it.
    pub lazy_js: Option<String>,
    /// Path of the islands' WebAssembly.
    pub wasm: String,
}

impl Assets {
    /// The URLs with the hashes of this list, which cargo-leptos writes. Without one, names contain no hash.
    pub fn from_list(list: &str) -> Self {
        let hash = |kind: &str| {
            list.lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(key, _)| key.trim() == kind)
                .map(|(_, hash)| hash.trim())
        };
        let path = |kind: &str| {
            let hash = hash(kind).map(|hash| format!(".{hash}"));
            format!("/pkg/timeback-dashboard{}.{kind}", hash.unwrap_or_default())
        };
        Self {
            css: path("css"),
            js: path("js"),
            lazy_js: hash("split").map(|hash| format!("/pkg/__wasm_split.{hash}.js")),
            wasm: path("wasm"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn hashed_names_come_from_the_list() {
        let assets = Assets::from_list("js: abc\nwasm: def\ncss: ghi\nmanifest: jkl\nsplit: mno\n");
        assert_eq!(assets.js, "/pkg/timeback-dashboard.abc.js");
        assert_eq!(assets.wasm, "/pkg/timeback-dashboard.def.wasm");
        assert_eq!(assets.lazy_js.as_deref(), Some("/pkg/__wasm_split.mno.js"));
        let assets = Assets::from_list("");
        assert_eq!(assets.css, "/pkg/timeback-dashboard.css");
        assert_eq!(assets.lazy_js, None);
    }
}
