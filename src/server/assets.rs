use std::{io, path::Path};

/// The names of the files a page asks for. With hashed names they can be kept for ever, and the build says which are the
/// current ones; read once, at start-up.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The path of the stylesheet.
    pub css: String,
    /// The path of the script that loads the islands.
    pub js: String,
    /// The path of the islands.
    pub wasm: String,
}

impl Assets {
    /// Reads the names from the list that the build leaves beside the binary.
    ///
    /// # Errors
    /// When there is a list and it cannot be read.
    pub fn read(hash_file: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(hash_file) {
            Ok(list) => Ok(Self::from_list(&list)),
            // A build without hashed names, as `make dev` makes it, leaves no list.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::from_list("")),
            Err(error) => Err(error),
        }
    }

    fn from_list(list: &str) -> Self {
        let path = |kind: &str| {
            let hash = list
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(key, _)| key.trim() == kind);
            let hash = hash
                .map(|(_, hash)| format!(".{}", hash.trim()))
                .unwrap_or_default();
            format!("/pkg/timeback-dashboard{hash}.{kind}")
        };
        Self {
            css: path("css"),
            js: path("js"),
            wasm: path("wasm"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn hashed_names_come_from_the_list() {
        let assets = Assets::from_list("js: abc\nwasm: def\ncss: ghi\n");
        assert_eq!(assets.js, "/pkg/timeback-dashboard.abc.js");
        assert_eq!(assets.wasm, "/pkg/timeback-dashboard.def.wasm");
        assert_eq!(Assets::from_list("").css, "/pkg/timeback-dashboard.css");
    }
}
