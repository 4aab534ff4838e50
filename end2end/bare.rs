//! A bare axum handler that answers the bytes of a file to everybody: what `make bench` measures reads of a profile by.

use std::net::SocketAddr;

use axum::{Router, http::header, routing::get};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(address), Some(file)) = (words.next(), words.next()) else {
        return Err("bare ADDRESS FILE".into());
    };
    let bytes = axum::body::Bytes::from(std::fs::read(file)?);
    let answer = move || {
        let bytes = bytes.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], bytes) }
    };
    let address: SocketAddr = address.parse()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/auth/v1/user", get(answer))).await?;
    Ok(())
}
