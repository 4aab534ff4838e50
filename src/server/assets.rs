/// URLs of the built assets. File names contain a content hash, so that caches can keep them forever; the current names
/// are read once at start-up.
#[derive(Debug, Clone)]
pub struct Assets {
    /// Path of the stylesheet.
    pub css: String,
    /// Path of the script that loads the islands.
    pub js: String,
    /// Path of the script that loads the WebAssembly of lazy islands. The islands' script imports it.
    pub lazy_js: String,
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
            lazy_js: format!(
                "/pkg/__wasm_split.{}.js",
                hash("split").unwrap_or(NO_SPLIT_HASH)
            ),
            wasm: path("wasm"),
        }
    }
}

/// What cargo-leptos writes where the hash of the script for lazy islands belongs, until it knows it.
const NO_SPLIT_HASH: &str = "______________________";

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn hashed_names_come_from_the_list() {
        let assets = Assets::from_list("js: abc\nwasm: def\ncss: ghi\nmanifest: jkl\nsplit: mno\n");
        assert_eq!(assets.js, "/pkg/timeback-dashboard.abc.js");
        assert_eq!(assets.wasm, "/pkg/timeback-dashboard.def.wasm");
        assert_eq!(assets.lazy_js, "/pkg/__wasm_split.mno.js");
        let assets = Assets::from_list("");
        assert_eq!(assets.css, "/pkg/timeback-dashboard.css");
        assert_eq!(
            assets.lazy_js,
            "/pkg/__wasm_split.______________________.js"
        );
    }
}
