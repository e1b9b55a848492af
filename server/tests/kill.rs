//! Kills the server in the middle of writing, five times over, and looks for every write that it had acknowledged.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it must be")]

#[path = "support/process.rs"]
mod process;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use process::{Running, cookie_of, employer, found, send, server, total};

const ROUNDS: u32 = 5;

/// Writers at work when the server dies.
const WRITERS: u32 = 4;

fn sign_up(address: &str, email: &str) -> Option<(u16, String)> {
    let body = format!(r#"{{"name":"Writer","email":"{email}","password":"three purple bridges","language":null}}"#);
    send(address, "POST", "/api/accounts", "", &body)
}

/// Moves the position on and on until the server dies, and gives the last one that it acknowledged.
fn write_positions(address: &str, cookie: &str, from: u64, stop: &AtomicBool) -> u64 {
    let path = "/api/courses/first-steps-online/chapters/the-browser/progress";
    let mut acknowledged = from;
    while !stop.load(Ordering::SeqCst) {
        let next = acknowledged + 1;
        match send(address, "PUT", path, cookie, &format!(r#"{{"position_ms":{next},"read":null}}"#)) {
            Some((200, _)) => acknowledged = next,
            Some((status, answer)) => panic!("{status}: {answer}"),
            None => break,
        }
    }
    acknowledged
}

fn position(address: &str, cookie: &str) -> u64 {
    let (status, answer) = send(address, "GET", "/api/progress", cookie, "").unwrap();
    assert_eq!(status, 200, "{answer}");
    let after = answer.split_once(r#""position_ms":"#).map_or("0", |(_, after)| after);
    after.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn no_acknowledged_write_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = server(folder.path()).arg("demo").output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let mut running = Running::start(folder.path());
    let mut writers: Vec<(String, u64)> = (0..WRITERS)
        .map(|writer| (cookie_of(&sign_up(&running.address, &format!("writer{writer}@example.org")).unwrap().1), 0))
        .collect();
    for round in 0..ROUNDS {
        let stop = Arc::new(AtomicBool::new(false));
        let signed_up = Arc::new(Mutex::new(Vec::new()));
        let mut at_work = Vec::new();
        for (cookie, from) in writers.clone() {
            let (address, stop) = (running.address.clone(), Arc::clone(&stop));
            at_work.push(thread::spawn(move || write_positions(&address, &cookie, from, &stop)));
        }
        let (address, done) = (running.address.clone(), Arc::clone(&signed_up));
        let joiner = thread::spawn(move || {
            for number in 0.. {
                let email = format!("round{round}-{number}@example.org");
                match sign_up(&address, &email) {
                    Some((200, answer)) => done.lock().unwrap().push((email, cookie_of(&answer))),
                    Some((status, answer)) => panic!("{status}: {answer}"),
                    None => break,
                }
            }
        });
        thread::sleep(Duration::from_millis(700 + u64::from(round) * 130));
        running.kill();
        stop.store(true, Ordering::SeqCst);
        for (writer, work) in writers.iter_mut().zip(at_work) {
            writer.1 = work.join().unwrap();
        }
        joiner.join().unwrap();
        running = Running::start(folder.path());
        for (cookie, acknowledged) in &mut writers {
            let found = position(&running.address, cookie);
            assert!(found >= *acknowledged, "round {round}: {acknowledged} was acknowledged, {found} is there");
            assert!(*acknowledged > 0, "round {round}: nothing was written");
            *acknowledged = found;
        }
        for (email, cookie) in signed_up.lock().unwrap().iter() {
            let (_, answer) = send(&running.address, "GET", "/api/session", cookie, "").unwrap();
            assert!(answer.contains(email.as_str()), "round {round}: {email} was signed up and is gone");
        }
        let (people, positions) = (signed_up.lock().unwrap().len(), writers.iter().map(|writer| writer.1).sum::<u64>());
        println!("round {round}: {people} sign-ups and {positions} positions are all there");
    }
    running.kill();
}

#[test]
fn a_port_that_is_taken_is_said_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = server(folder.path()).arg("serve").env("PASSERELLE_LISTEN", &address).output().unwrap();
    assert!(!output.status.success());
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(words.lines().count(), 1, "{words}");
    assert!(words.contains(&format!("cannot listen on {address}")), "{words}");
}

#[test]
fn seeding_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = server(folder.path()).arg("demo").output().unwrap();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let second = server(folder.path()).arg("demo").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&second.stdout), "content: unchanged\ndemo accounts: 0 created\n");
}

fn profile(visible: bool) -> String {
    format!(
        r#"{{"visible":{visible},"headline":"Flies a zeppelin","about":"","lang":"en","skills":[],"level":null,
        "place":null,"radius_km":null,"remote":[],"contracts":[],"available_from":null,"languages":[]}}"#
    )
}

#[test]
fn whoever_turns_visible_is_found_within_five_seconds_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = server(folder.path()).arg("demo").output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let running = Running::start(folder.path());
    let address = running.address.as_str();
    assert_eq!(found(address, "zeppelin", 0), 0);
    let (employer, pilot) = (employer(address), cookie_of(&sign_up(address, "pilot@example.org").unwrap().1));
    let save = |visible| {
        let (status, answer) = send(address, "PUT", "/api/profile", &pilot, &profile(visible)).unwrap();
        assert_eq!(status, 200, "{answer}");
    };
    for round in 0..3 {
        save(true);
        let begun = Instant::now();
        while total(address, &employer, "zeppelin") != 1 {
            assert!(begun.elapsed() < Duration::from_secs(5), "round {round}: not found after {:?}", begun.elapsed());
            thread::sleep(Duration::from_millis(50));
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "round {round}: found after {:?}", begun.elapsed());
        save(false);
        assert_eq!(total(address, &employer, "zeppelin"), 0, "round {round}: who hides is gone at once");
    }
    running.kill();
}

#[test]
fn a_profile_that_was_acknowledged_is_found_though_the_server_died() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = server(folder.path()).arg("demo").output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let mut running = Running::start(folder.path());
    assert_eq!(found(&running.address, "zeppelin", 0), 0);
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        for number in 0..4 {
            let cookie =
                cookie_of(&sign_up(&running.address, &format!("pilot{round}-{number}@example.org")).unwrap().1);
            let (status, answer) = send(&running.address, "PUT", "/api/profile", &cookie, &profile(true)).unwrap();
            assert_eq!(status, 200, "{answer}");
            acknowledged.push(cookie);
        }
        // Killed at another point of the tick each time: before the index knows, while it writes, after it has written.
        thread::sleep(Duration::from_millis(450 * round));
        running.kill();
        running = Running::start(folder.path());
        assert_eq!(found(&running.address, "zeppelin", acknowledged.len()), acknowledged.len(), "round {round}");
    }
    let (status, _) = send(&running.address, "PUT", "/api/profile", &acknowledged[0], &profile(false)).unwrap();
    assert_eq!(status, 200);
    running.kill();
    running = Running::start(folder.path());
    assert_eq!(found(&running.address, "zeppelin", 11), 11, "who hid is in no count");
    running.kill();
}
