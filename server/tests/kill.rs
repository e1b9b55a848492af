//! Kills the server in the middle of writing, five times over, and looks for every write that it had acknowledged.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it must be")]

#[path = "support/process.rs"]
mod process;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use process::{Running, cookie_of, employer, finds, send, server, total};

const ROUNDS: u32 = 5;

/// Writers at work when the server dies.
const WRITERS: u32 = 4;

/// People who sign up in a round. From one address 200 may within a quarter of an hour.
const SIGN_UPS: u32 = 30;

/// Somebody who writes on and on.
struct Writer {
    cookie: String,
    /// What is there at the beginning of a round.
    from: u64,
    acknowledged: Arc<AtomicU64>,
}

fn sign_up(address: &str, email: &str) -> Option<(u16, String)> {
    let body = format!(r#"{{"name":"Writer","email":"{email}","password":"three purple bridges","language":null}}"#);
    send(address, "POST", "/api/accounts", "", &body)
}

/// Moves the position on and on until the server dies, and counts what it acknowledged.
fn write_positions(address: &str, cookie: &str, acknowledged: &AtomicU64, stop: &AtomicBool) {
    let path = "/api/courses/first-steps-online/chapters/the-browser/progress";
    while !stop.load(Ordering::SeqCst) {
        let next = acknowledged.load(Ordering::SeqCst) + 1;
        match send(address, "PUT", path, cookie, &format!(r#"{{"position_ms":{next},"read":null}}"#)) {
            Some((200, _)) => acknowledged.store(next, Ordering::SeqCst),
            Some((status, answer)) => panic!("{status}: {answer}"),
            None => break,
        }
    }
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
    let writer = |number| {
        let (_, answer) = sign_up(&running.address, &format!("writer{number}@example.org")).unwrap();
        Writer { cookie: cookie_of(&answer), from: 0, acknowledged: Arc::default() }
    };
    let mut writers: Vec<Writer> = (0..WRITERS).map(writer).collect();
    for round in 0..ROUNDS {
        let stop = Arc::new(AtomicBool::new(false));
        let signed_up = Arc::new(Mutex::new(Vec::new()));
        let mut at_work = Vec::new();
        for Writer { cookie, from, acknowledged } in &writers {
            acknowledged.store(*from, Ordering::SeqCst);
            let (address, cookie) = (running.address.clone(), cookie.clone());
            let (acknowledged, stop) = (Arc::clone(acknowledged), Arc::clone(&stop));
            at_work.push(thread::spawn(move || write_positions(&address, &cookie, &acknowledged, &stop)));
        }
        let (address, done) = (running.address.clone(), Arc::clone(&signed_up));
        let joiner = thread::spawn(move || {
            for number in 0..SIGN_UPS {
                let email = format!("round{round}-{number}@example.org");
                match sign_up(&address, &email) {
                    Some((200, answer)) => done.lock().unwrap().push((email, cookie_of(&answer))),
                    Some((status, answer)) => panic!("{status}: {answer}"),
                    None => break,
                }
            }
        });
        let begun = Instant::now();
        while writers.iter().any(|writer| writer.acknowledged.load(Ordering::SeqCst) == writer.from) {
            assert!(begun.elapsed() < Duration::from_secs(30), "round {round}: a writer is not answered");
            thread::sleep(Duration::from_millis(10));
        }
        thread::sleep(Duration::from_millis(300 + u64::from(round) * 130));
        running.kill();
        stop.store(true, Ordering::SeqCst);
        at_work.into_iter().for_each(|work| work.join().unwrap());
        joiner.join().unwrap();
        running = Running::start(folder.path());
        for Writer { cookie, from, acknowledged } in &mut writers {
            let (found, acknowledged) = (position(&running.address, cookie), acknowledged.load(Ordering::SeqCst));
            assert!(found >= acknowledged, "round {round}: {acknowledged} was acknowledged, {found} is there");
            *from = found;
        }
        for (email, cookie) in signed_up.lock().unwrap().iter() {
            let (_, answer) = send(&running.address, "GET", "/api/session", cookie, "").unwrap();
            assert!(answer.contains(email.as_str()), "round {round}: {email} was signed up and is gone");
        }
        let (people, positions) =
            (signed_up.lock().unwrap().len(), writers.iter().map(|writer| writer.from).sum::<u64>());
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
fn whoever_turns_visible_is_found_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = server(folder.path()).arg("demo").output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let running = Running::start(folder.path());
    let address = running.address.as_str();
    let employer = employer(address);
    finds(address, &employer, "zeppelin", 0);
    let pilot = cookie_of(&sign_up(address, "pilot@example.org").unwrap().1);
    let save = |visible| {
        let (status, answer) = send(address, "PUT", "/api/profile", &pilot, &profile(visible)).unwrap();
        assert_eq!(status, 200, "{answer}");
    };
    for round in 0..3 {
        save(true);
        finds(address, &employer, "zeppelin", 1);
        save(false);
        assert_eq!(total(address, &employer, "zeppelin"), Some(0), "round {round}: who hides is gone at once");
    }
    running.kill();
}

#[test]
fn a_profile_that_was_acknowledged_is_found_though_the_server_died() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = server(folder.path()).arg("demo").output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let mut running = Running::start(folder.path());
    finds(&running.address, &employer(&running.address), "zeppelin", 0);
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
        finds(&running.address, &employer(&running.address), "zeppelin", acknowledged.len());
    }
    let (status, _) = send(&running.address, "PUT", "/api/profile", &acknowledged[0], &profile(false)).unwrap();
    assert_eq!(status, 200);
    running.kill();
    running = Running::start(folder.path());
    // Whoever hid is in no count.
    finds(&running.address, &employer(&running.address), "zeppelin", 11);
    running.kill();
}
