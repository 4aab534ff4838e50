use std::sync::{
    Arc,
    atomic::{AtomicU16, AtomicUsize, Ordering},
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A TCP relay between the dashboard and its database, which can drop all traffic.
pub struct Relay {
    pub port: u16,
    generation: watch::Sender<usize>,
    opened: Arc<AtomicUsize>,
    to: Arc<AtomicU16>,
}

impl Relay {
    /// Relays to this port.
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = Self {
            port: listener.local_addr().unwrap().port(),
            generation: watch::Sender::new(0),
            opened: Arc::default(),
            to: Arc::new(AtomicU16::new(port)),
        };
        let (generation, opened, to) = (
            relay.generation.clone(),
            relay.opened.clone(),
            relay.to.clone(),
        );
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                opened.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(carry(
                    stream,
                    to.load(Ordering::SeqCst),
                    generation.subscribe(),
                ));
            }
        });
        relay
    }

    /// Drops all traffic of the open connections without closing them. New connections work.
    pub fn lose_connections(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// The number of connections opened.
    pub fn opened(&self) -> usize {
        self.opened.load(Ordering::SeqCst)
    }
}

async fn carry(mut here: TcpStream, port: u16, mut generation: watch::Receiver<usize>) {
    let mut there = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut here, &mut there) => {}
        _ = generation.changed() => std::future::pending().await,
    }
}
