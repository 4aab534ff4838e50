use std::path::Path;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    middleware::map_response,
    response::Response,
};
use tower_http::services::fs::{Backend, ServeDir, TokioBackend};

use super::Site;
use crate::server::security_headers;

impl Site {
    /// Routes of the files. Names in `/pkg` and `/fonts` change with the content, so these are cached forever.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        match self {
            Self::Folder(root) => serve(root, &TokioBackend),
            Self::Memory(files) => serve(Path::new(""), files),
        }
    }
}

fn serve<S: Clone + Send + Sync + 'static>(root: &Path, files: &impl Backend) -> Router<S> {
    let folder = |path: &Path| {
        ServeDir::with_backend(path, files.clone())
            .precompressed_br()
            .precompressed_gzip()
    };
    let for_ever = Router::new()
        .nest_service("/pkg", folder(&root.join("pkg")))
        .nest_service("/fonts", folder(&root.join("fonts")));
    let for_a_day = Router::new()
        .route_service("/favicon.svg", folder(root))
        .route_service("/robots.txt", folder(root))
        .route_service("/manifest.webmanifest", folder(root));
    // A browser that kept a former one would run it.
    let service_worker = Router::new()
        .route_service("/sw.js", folder(root))
        .layer(map_response(security_headers::allow_own_requests));
    Router::new()
        .merge(for_ever.layer(map_response(|answer| async {
            kept("public, max-age=31536000, immutable", answer)
        })))
        .merge(for_a_day.layer(map_response(|answer| async {
            kept("public, max-age=86400", answer)
        })))
        .merge(service_worker)
}

/// Sets `Cache-Control` on successful responses only: a missing file may exist after the next deployment.
fn kept(how_long: &'static str, mut answer: Response) -> Response {
    if answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED {
        answer
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    }
    answer
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs};

    use axum::{
        Router,
        body::{Body, to_bytes},
        http::{Method, Request, header},
    };
    use tempfile::TempDir;
    use tower::ServiceExt as _;

    use crate::server::site::{Site, memory::MemoryFile};

    const FILES: [(&str, &str); 8] = [
        ("favicon.svg", "<svg/>"),
        ("fonts/nunito.woff2", "font"),
        ("hash.txt", "js: abc"),
        ("pkg/main.js", "let long = 'long long long';"),
        ("pkg/main.js.br", "in Brotli"),
        ("pkg/main.js.gz", "gzipped"),
        ("pkg/main.wasm", "\0asm"),
        ("sw.js", "self"),
    ];

    /// Methods, paths and a header.
    const REQUESTS: [(&str, &str, (&str, &str)); 22] = [
        ("GET", "/pkg/main.js", ("accept-encoding", "br, gzip")),
        ("GET", "/pkg/main.js", ("accept-encoding", "gzip")),
        (
            "GET",
            "/pkg/main.js",
            ("accept-encoding", "gzip;q=0.5, br;q=0"),
        ),
        ("GET", "/pkg/main.js", ("accept-encoding", "identity")),
        ("HEAD", "/pkg/main.js", ("accept-encoding", "br")),
        ("GET", "/pkg/main.js", ("range", "bytes=4-7")),
        ("GET", "/pkg/main.js", ("range", "bytes=400-")),
        ("GET", "/pkg/main.js", ("if-none-match", "*")),
        ("GET", "/pkg/main.js", ("if-none-match", "\"another\"")),
        (
            "GET",
            "/pkg/main.js",
            ("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT"),
        ),
        ("GET", "/pkg/main.js", ("if-match", "\"another\"")),
        ("GET", "/pkg/main.wasm", ("accept-encoding", "br, gzip")),
        ("GET", "/pkg", ("accept", "*/*")),
        ("GET", "/pkg/", ("accept", "*/*")),
        ("GET", "/pkg/main.js/", ("accept", "*/*")),
        ("GET", "/pkg/nowhere.js", ("accept-encoding", "br")),
        ("GET", "/pkg/../hash.txt", ("accept", "*/*")),
        ("GET", "/pkg/%2e%2e/hash.txt", ("accept", "*/*")),
        ("POST", "/pkg/main.js", ("accept", "*/*")),
        ("GET", "/favicon.svg", ("accept-encoding", "br")),
        ("GET", "/fonts/nunito.woff2", ("accept", "*/*")),
        ("GET", "/hash.txt", ("accept", "*/*")),
    ];

    async fn ask(
        site: &Router,
        (method, path, (name, value)): (&str, &str, (&str, &str)),
    ) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        let request = Request::builder()
            .method(method.parse::<Method>().unwrap())
            .uri(path)
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        let answer = site.clone().oneshot(request).await.unwrap();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let (status, headers) = (answer.status().as_u16(), headers.collect());
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, headers, body.to_vec())
    }

    /// The same files in a folder and in memory.
    fn both(folder: &TempDir) -> (Router, Router) {
        let files = FILES.iter().map(|(name, text)| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            let file = MemoryFile {
                bytes: text.as_bytes().into(),
                modified_at: fs::metadata(&path).unwrap().modified().unwrap(),
            };
            ((*name).to_owned(), file)
        });
        let memory = Site::Memory(files.collect());
        assert!(memory.is_built());
        assert_eq!(memory.hashes().unwrap(), "js: abc");
        (
            Site::Folder(folder.path().to_owned()).routes(),
            memory.routes(),
        )
    }

    #[tokio::test]
    async fn files_in_the_binary_are_served_as_those_of_a_folder() {
        let folder = TempDir::new().unwrap();
        let (folder, memory) = both(&folder);
        let mut statuses = BTreeMap::new();
        for request in REQUESTS {
            let answer = ask(&memory, request).await;
            assert_eq!(answer, ask(&folder, request).await, "{request:?}");
            *statuses.entry(answer.0).or_insert(0) += 1;
        }
        let expected = [
            (200, 9),
            (206, 1),
            (304, 2),
            (404, 7),
            (405, 1),
            (412, 1),
            (416, 1),
        ];
        assert_eq!(statuses, BTreeMap::from(expected));
    }

    #[tokio::test]
    async fn a_file_comes_in_the_best_encoding_with_its_type_and_is_cached() {
        let folder = TempDir::new().unwrap();
        let (_, memory) = both(&folder);
        let (status, headers, body) = ask(&memory, REQUESTS[0]).await;
        assert_eq!((status, body.as_slice()), (200, &b"in Brotli"[..]));
        for (name, value) in [
            (header::CONTENT_TYPE, "text/javascript"),
            (header::CONTENT_ENCODING, "br"),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ] {
            assert_eq!(headers[name.as_str()], value);
        }
        assert!(headers.contains_key("etag") && headers.contains_key("last-modified"));
        let again = (
            "GET",
            "/pkg/main.js",
            ("if-none-match", headers["etag"].as_str()),
        );
        assert_eq!(
            ask(&memory, again).await.0,
            200,
            "another encoding has another tag"
        );
    }
}
