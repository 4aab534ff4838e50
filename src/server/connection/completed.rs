//! A stream that completes the answers which hyper gives by itself. To a request that it cannot parse (400), or whose
//! address or headers are too long (414, 431), hyper answers with a bare status, and no layer sees that.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest head that hyper writes by itself, and then some.
const LONGEST: usize = 256;

const END: &[u8] = b"\r\n\r\n";

/// Adds lines of headers to hyper's own answers.
pub(super) struct CompletedStream<S> {
    stream: S,
    lines: Arc<str>,
    /// What is to be written of such an answer: hyper believes that it is.
    unwritten: Vec<u8>,
}

impl<S: AsyncWrite + Unpin> CompletedStream<S> {
    /// `lines` each end in a line break of HTTP.
    pub fn new(stream: S, lines: Arc<str>) -> Self {
        Self {
            stream,
            lines,
            unwritten: Vec::new(),
        }
    }

    fn poll_write_rest(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.unwritten.is_empty() {
            let stream = Pin::new(&mut self.stream);
            let written = ready!(stream.poll_write(context, &self.unwritten))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.unwritten.drain(..written);
        }
        Poll::Ready(Ok(()))
    }

    /// Takes over what hyper wants written, if it ends in an answer of hyper's own.
    fn take_over(&mut self, slices: &[&[u8]]) -> Option<usize> {
        let last = slices.iter().rev().find(|slice| !slice.is_empty())?;
        if !ends_in_own_answer(last) {
            return None;
        }
        for slice in slices {
            self.unwritten.extend_from_slice(slice);
        }
        let all = self.unwritten.len();
        self.unwritten.truncate(all - 2);
        self.unwritten.extend_from_slice(self.lines.as_bytes());
        self.unwritten.extend_from_slice(b"\r\n");
        Some(all)
    }
}

/// Whether these bytes end in a head that hyper made by itself: a refusal that has no headers but those of the protocol.
/// Every answer of the application has others.
fn ends_in_own_answer(bytes: &[u8]) -> bool {
    if !bytes.ends_with(END) {
        return false;
    }
    let tail = &bytes[bytes.len().saturating_sub(LONGEST)..];
    let tail = String::from_utf8_lossy(tail);
    let Some((_, head)) = tail.trim_end().rsplit_once("HTTP/1.1 4") else {
        return false;
    };
    let is_of_the_protocol = |line: &str| {
        ["connection: close", "content-length: 0"].contains(&line) || line.starts_with("date: ")
    };
    head.split("\r\n").skip(1).all(is_of_the_protocol) && head.contains("content-length: 0")
}

impl<S: AsyncRead + Unpin> AsyncRead for CompletedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for CompletedStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_write_rest(context))?;
        match self.take_over(&[bytes]) {
            Some(all) => Poll::Ready(Ok(all)),
            None => Pin::new(&mut self.stream).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_write_rest(context))?;
        if slices.iter().any(|slice| slice.ends_with(END)) {
            let slices: Vec<&[u8]> = slices.iter().map(|slice| &**slice).collect();
            if let Some(all) = self.take_over(&slices) {
                return Poll::Ready(Ok(all));
            }
        }
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // hyper flushes when all it had is written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_write_rest(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_write_rest(context))?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    const OWN: &str = "HTTP/1.1 414 URI Too Long\r\nconnection: close\r\ncontent-length: 0\r\n\
        date: Fri, 20 Nov 2026 16:00:00 GMT\r\n\r\n";

    /// What a client reads of these writes, through a pipe that takes seven bytes at once.
    async fn read(writes: &[&str]) -> String {
        let (near, mut far) = duplex(7);
        let mut stream = CompletedStream::new(near, Arc::from("x-frame-options: DENY\r\n"));
        let writes: Vec<_> = writes.iter().map(|text| (*text).to_owned()).collect();
        let sender = tokio::spawn(async move {
            for text in writes {
                stream.write_all(text.as_bytes()).await.unwrap();
            }
            stream.shutdown().await.unwrap();
        });
        let mut text = String::new();
        far.read_to_string(&mut text).await.unwrap();
        sender.await.unwrap();
        text
    }

    #[tokio::test]
    async fn an_answer_of_hyper_s_own_is_completed() {
        let completed = OWN.replace("GMT\r\n", "GMT\r\nx-frame-options: DENY\r\n");
        assert_eq!(read(&[OWN]).await, completed);
        let before = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
        assert_eq!(read(&[before, OWN]).await, format!("{before}{completed}"));
        let both = format!("{before}{OWN}");
        assert_eq!(read(&[&both]).await, format!("{before}{completed}"));
    }

    #[tokio::test]
    async fn an_answer_of_the_application_goes_out_as_it_is() {
        for text in [
            "HTTP/1.1 404 Not Found\r\nx-frame-options: DENY\r\ncontent-length: 0\r\ndate: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\r\n\r\n",
            "0\r\n\r\n",
            "HTTP/1.1 414 URI Too Long\r\n\r\n",
        ] {
            assert_eq!(read(&[text]).await, text);
        }
    }
}
