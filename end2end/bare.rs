//! A bare axum handler that answers the same bytes to everybody, those of a file: lines of headers, an empty line, and the
//! body. `make bench` measures reads of a profile by it.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue},
    routing::get,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(address), Some(file)) = (words.next(), words.next()) else {
        return Err("bare ADDRESS FILE".into());
    };
    let text = std::fs::read_to_string(file)?;
    let (lines, body) = text.split_once("\n\n").ok_or("no empty line")?;
    let mut headers = HeaderMap::new();
    for line in lines.lines() {
        let (name, value) = line.split_once(": ").ok_or("no header")?;
        headers.append(name.parse::<HeaderName>()?, HeaderValue::from_str(value)?);
    }
    let body = Bytes::copy_from_slice(body.as_bytes());
    let answer = move || {
        let (headers, body) = (headers.clone(), body.clone());
        async move { (headers, body) }
    };
    let address: SocketAddr = address.parse()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/auth/v1/user", get(answer))).await?;
    Ok(())
}
