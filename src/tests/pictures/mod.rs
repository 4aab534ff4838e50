//! Pictures of users: on their account page, by Clerk's API, and where apps show them.

mod account;
mod bucket;
mod clerk;
mod served;

use axum::{
    body::Body,
    http::{Request, Response, header},
};
use http_body_util::BodyExt as _;
use image::{ImageFormat, Rgb, RgbImage};

use super::{browser::ORIGIN, world::World};

/// The secret key of a program that administers accounts as Clerk's clients do.
pub const CLERK_KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

/// A PNG of this colour.
pub fn png(colour: [u8; 3]) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(300, 300, Rgb(colour));
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A request whose form has this file in this field.
pub fn upload(path: &str, field: &str, name: &str, file: &[u8]) -> Request<Body> {
    let head = format!(
        "--part\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--part--\r\n"].concat();
    Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part")
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .body(body.into())
        .unwrap()
}

/// A file as it is served.
pub struct Served {
    pub response: Response<()>,
    pub content: Vec<u8>,
}

impl Served {
    pub fn header(&self, name: &str) -> &str {
        self.response.headers()[name].to_str().unwrap()
    }
}

/// Fetches a file as anybody may.
pub async fn fetch(world: &World, path: &str) -> Served {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let (parts, body) = world.anonymous().open(request).await.into_parts();
    Served {
        response: Response::from_parts(parts, ()),
        content: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

/// The path of the picture in a page.
pub fn path_in(page: &str) -> String {
    let from = page.split("src=\"/pictures/").nth(1).expect("a picture");
    format!("/pictures/{}", from.split('"').next().unwrap())
}

/// How many pictures are kept.
pub async fn count(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM images").await
}
