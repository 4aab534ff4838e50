//! A TCP server with configurable misbehavior.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::sleep,
};
use url::Url;

/// What happens to a connection after a request.
#[derive(Clone)]
pub enum Behavior {
    /// Reset.
    Reset,
    /// Closed without a response.
    End,
    /// Sends this and closes.
    Say(Vec<u8>),
    /// Sends this and waits until the client closes.
    Stall(Vec<u8>),
    /// Sends this, then a byte this many times.
    Flood(Vec<u8>, u8, usize),
    /// Sends this, then one byte at a time with this pause between them.
    Trickle(Vec<u8>, Duration),
}

impl Behavior {
    pub fn say(text: impl Into<String>) -> Self {
        Self::Say(text.into().into_bytes())
    }

    pub fn stall(text: impl Into<String>) -> Self {
        Self::Stall(text.into().into_bytes())
    }
}

#[derive(Clone)]
pub struct Socket {
    pub origin: Url,
    behavior: Arc<Mutex<Behavior>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Socket {
    /// Listens on a free port for as long as the test's runtime lives.
    pub async fn listen(behavior: Behavior) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let socket = Self {
            origin: origin.parse().unwrap(),
            behavior: Arc::new(Mutex::new(behavior)),
            requests: Arc::default(),
        };
        let server = socket.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(server.clone().serve(stream));
            }
        });
        socket
    }

    /// Sets the behavior from now on.
    pub fn turn(&self, behavior: Behavior) {
        *self.behavior.lock().unwrap() = behavior;
    }

    /// The received requests.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    async fn serve(self, mut stream: TcpStream) {
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap_or_default();
        if length == 0 {
            return;
        }
        let request = String::from_utf8_lossy(&request[..length]).into_owned();
        self.requests.lock().unwrap().push(request);
        let behavior = self.behavior.lock().unwrap().clone();
        // The client may have closed the connection already.
        let _ = behavior.apply(&mut stream).await;
    }
}

impl Behavior {
    async fn apply(self, stream: &mut TcpStream) -> std::io::Result<()> {
        match self {
            Self::Reset => stream.set_zero_linger(),
            Self::End => stream.shutdown().await,
            Self::Say(text) => {
                stream.write_all(&text).await?;
                stream.shutdown().await
            }
            Self::Stall(text) => {
                stream.write_all(&text).await?;
                while stream.read(&mut [0; 64]).await? > 0 {}
                Ok(())
            }
            Self::Flood(text, byte, mut left) => {
                stream.write_all(&text).await?;
                let bytes = vec![byte; 16 * 1024];
                while left > 0 {
                    let next = left.min(bytes.len());
                    stream.write_all(&bytes[..next]).await?;
                    left -= next;
                }
                stream.shutdown().await
            }
            Self::Trickle(text, pause) => {
                stream.write_all(&text).await?;
                loop {
                    sleep(pause).await;
                    stream.write_all(b" ").await?;
                }
            }
        }
    }
}
