//! The real binary, as a process of its own, and requests to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server that runs.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    pub fn start(folder: &Path) -> Self {
        let mut child = server(folder).arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("says where it listens").to_owned();
        Self { child, address }
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Running {
    /// A test that failed leaves no process behind either.
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A command of the binary, on a database and folders of its own.
pub fn server(folder: &Path) -> Command {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle-server"));
    command
        .env("DATABASE_URL", format!("sqlite://{}", folder.join("server.db").display()))
        .env("PASSERELLE_LISTEN", "127.0.0.1:0")
        .env("PASSERELLE_CONTENT", content)
        .env("PASSERELLE_MEDIA", folder.join("media"))
        .env("PASSERELLE_FILES", folder.join("files"))
        .env("PASSERELLE_INDEX", folder.join("index"))
        .env("RUST_LOG", "error");
    command
}

/// A request over a connection of its own. `None` when the server is gone.
pub fn send(address: &str, method: &str, path: &str, cookie: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Cookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}

/// The session that an answer opened.
pub fn cookie_of(answer: &str) -> String {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).expect("a cookie is set");
    line.split_once(':').unwrap().1.split(';').next().unwrap().trim().to_owned()
}

/// The session of somebody who hires in the demo.
pub fn employer(address: &str) -> String {
    let body = r#"{"email":"employer@example.org","password":"passerelle-demo"}"#;
    cookie_of(&send(address, "POST", "/api/session", "", body).unwrap().1)
}

/// How many people an employer finds by a word. `None` while the server makes its index.
pub fn total(address: &str, employer: &str, word: &str) -> Option<usize> {
    let (status, answer) = send(address, "GET", &format!("/api/talents?q={word}"), employer, "").unwrap();
    if status == 503 {
        return None;
    }
    assert_eq!(status, 200, "{answer}");
    let total = answer.split_once(r#""total":"#).unwrap().1;
    Some(total.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap())
}

/// Waits until an employer finds as many people by a word. How soon that has to be, `cargo xtask bench search` measures.
pub fn finds(address: &str, employer: &str, word: &str, expected: usize) {
    let begun = Instant::now();
    loop {
        let total = total(address, employer, word);
        if total == Some(expected) {
            return println!("{expected} found by {word:?} after {:?}", begun.elapsed());
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{total:?} found by {word:?}, and not {expected}");
        thread::sleep(Duration::from_millis(50));
    }
}
