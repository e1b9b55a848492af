//! A private PostgreSQL for tests: its own folder, its own port on loopback, gone when it is dropped.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::sh;

/// A running PostgreSQL server.
pub struct Postgres {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts one.
    pub fn start() -> Result<Self> {
        let binaries = install()?;
        let folder = std::env::temp_dir().join(format!("passerelle-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { binaries, folder, port };
        if sh::is_root() {
            sh::run(Command::new("chown").arg("postgres").arg(&server.folder))?;
        }
        let data = server.data();
        sh::capture(
            server
                .command("initdb")
                .args(["--auth=trust", "--username=passerelle", "--encoding=UTF8", "--no-locale", "-D"])
                .arg(&data),
        )?;
        // Tests throw the data away, so waiting for the disk would only cost time; durability is tested by killing the server process.
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off -c max_connections=200"
        );
        sh::run(
            server
                .command("pg_ctl")
                .args(["start", "-w", "-s", "-D"])
                .arg(&data)
                .args(["-o", &options, "-l"])
                .arg(server.folder.join("log")),
        )
        .with_context(|| fs::read_to_string(server.folder.join("log")).unwrap_or_else(|error| error.to_string()))?;
        Ok(server)
    }

    /// The address of its maintenance database, where tests create their own.
    pub fn url(&self) -> String {
        format!("postgres://passerelle@127.0.0.1:{}/postgres", self.port)
    }

    /// Makes a database and gives its address.
    pub fn database(&self, name: &str) -> Result<String> {
        let port = self.port.to_string();
        sh::run(self.command("createdb").args(["-h", "127.0.0.1", "-p", &port, "-U", "passerelle", name]))?;
        Ok(format!("postgres://passerelle@127.0.0.1:{port}/{name}"))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// PostgreSQL refuses to run as root, so root hands it to the user that Debian's package made.
    fn command(&self, program: &str) -> Command {
        let path = self.binaries.join(program);
        if !sh::is_root() {
            return Command::new(path);
        }
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(path)
            .current_dir(&self.folder)
            .env("LC_ALL", "C.UTF-8");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stopped = sh::run(self.command("pg_ctl").args(["stop", "-s", "-m", "immediate", "-D"]).arg(self.data()));
        if let Err(error) = stopped.and_then(|()| Ok(fs::remove_dir_all(&self.folder)?)) {
            eprintln!("the test database was not cleared away: {error:#}");
        }
    }
}

/// Finds or installs PostgreSQL, and gives the folder of its programs.
pub fn install() -> Result<PathBuf> {
    if let Some(folder) = newest() {
        return Ok(folder);
    }
    sh::apt(&["postgresql"])?;
    newest().context("PostgreSQL is installed but its programs were not found under /usr/lib/postgresql")
}

fn newest() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| Path::new(folder).join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop()
}
