//! The QR code of an authenticator app's secret.

use axum::http::Method;
use percent_encoding::percent_decode_str;
use serde_json::json;
use url::Url;

use super::client::{BELIEVING, VERSION, text};
use crate::world::World;

/// Renders an image that consists of dark rectangles on white.
struct Picture {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Picture {
    /// Decodes a data URI as a browser does: up to a `#`, percent-decoded.
    fn of_data_uri(uri: &str) -> Self {
        let uri = Url::parse(uri).unwrap();
        assert_eq!(uri.fragment(), None, "an address ends at a #");
        let whole = uri.as_str();
        let (_, encoded) = whole.split_once(',').unwrap();
        let svg = percent_decode_str(encoded).decode_utf8().unwrap();
        assert!(svg.ends_with("</svg>"), "{svg}");
        Self::of_svg(&svg)
    }

    fn of_svg(svg: &str) -> Self {
        let attribute = |name: &str| {
            let (_, rest) = svg.split_once(&format!(" {name}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let (width, height) = (
            attribute("width").parse().unwrap(),
            attribute("height").parse().unwrap(),
        );
        assert!(svg.contains(r#"fill="white""#) && svg.contains(r#"<path fill="black""#));
        let mut dark = vec![false; width * height];
        for rectangle in attribute("d").split('M').skip(1) {
            let numbers: Vec<usize> = rectangle
                .split(|c: char| !c.is_ascii_digit())
                .map(|number| number.parse().unwrap())
                .collect();
            let [left, top, across, down, ..] = numbers[..] else {
                panic!("no rectangle: {rectangle}");
            };
            for y in top..top + down {
                dark[y * width + left..y * width + left + across].fill(true);
            }
        }
        Self {
            width,
            height,
            dark,
        }
    }

    /// The text in the QR code.
    fn scan(&self) -> String {
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, |x, y| {
                if self.dark[y * self.width + x] {
                    0
                } else {
                    255
                }
            });
        let codes = image.detect_grids();
        assert_eq!(codes.len(), 1);
        codes[0].decode().unwrap().1
    }
}

#[tokio::test]
async fn the_picture_that_auth_js_makes_an_image_source_of_decodes_and_scans() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let bearer = format!("Bearer {}", text(&session["access_token"]));
    let headers = [VERSION, ("authorization", bearer.as_str())];
    for issuer in ["North School", "Schule №1 #7 – 100 % “Süd” <b>"] {
        let wanted = json!({ "factor_type": "totp", "friendly_name": "phone", "issuer": issuer });
        let enrolled = client
            .send(Method::POST, "/factors", &headers, wanted.to_string())
            .await
            .json();
        let totp = &enrolled["totp"];
        let source = format!("data:image/svg+xml;utf-8,{}", text(&totp["qr_code"]));
        assert_eq!(Picture::of_data_uri(&source).scan(), text(&totp["uri"]));
    }
}
