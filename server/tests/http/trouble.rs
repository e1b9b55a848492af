//! A database that cannot be written: readers go on, writers are told so.

use passerelle_api::{
    Code, NoQuery,
    account::{NewAccount, Role, ShowSession, SignUp},
    catalogue::{CourseQuery, ListCourses},
    course::{ProgressChange, SaveProgress},
};
use passerelle_server::store::Dialect;

use crate::support::{
    PASSWORD, Server,
    catalogue::{CHAPTER, COURSE},
};

fn at() -> SaveProgress {
    SaveProgress { course: COURSE.into(), chapter: CHAPTER.into() }
}

const HALFWAY: ProgressChange = ProgressChange { position_ms: Some(1), read: None, reading_block: None };

#[tokio::test]
async fn a_read_only_database_still_serves_readers() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    if server.app.store.dialect() == Dialect::Postgres {
        let mut db = server.app.store.read().await.unwrap();
        let (name,): (String,) =
            sqlx::query_as("SELECT CAST(current_database() AS TEXT)").fetch_one(&mut *db).await.unwrap();
        let sql = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *db).await.unwrap();
    }
    let path = server.app.config.database.clone();
    let read_only = if path.starts_with("sqlite:") { format!("{path}?mode=ro") } else { path };
    let server = server.reopen(&read_only).await;
    assert!(server.ok(&who, ListCourses {}, &CourseQuery::default(), &()).await.total > 0);
    assert!(server.ok(&who, ShowSession {}, &NoQuery {}, &()).await.account.is_some());
    let problem = server.refused(&who, at(), &NoQuery {}, &HALFWAY).await;
    assert_eq!((problem.status, problem.code), (503, Code::ReadOnly));
}

#[tokio::test]
async fn a_full_database_still_serves_readers() {
    let server = Server::with_courses().await;
    if server.app.store.dialect() == Dialect::Postgres {
        println!("skipped: PostgreSQL has no limit on a database's pages");
        return;
    }
    let who = server.person("learner", Role::Learner).await;
    server.ok(&who, at(), &NoQuery {}, &HALFWAY).await;
    // The limit belongs to a connection, so each of the pool's gets it.
    let mut connections = Vec::new();
    for _ in 0..8 {
        let mut db = server.app.store.read().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 1").execute(&mut *db).await.unwrap();
        connections.push(db);
    }
    drop(connections);
    let account = |number: usize| NewAccount {
        name: "x".repeat(80),
        email: format!("{}{number}@example.org", "long".repeat(50)),
        password: PASSWORD.into(),
        language: None,
    };
    let mut full = None;
    for number in 0..40 {
        let reply = server.call(&server.nobody(), SignUp {}, &NoQuery {}, &account(number)).await;
        if reply.status != 200 {
            full = Some(reply.problem());
            break;
        }
    }
    assert_eq!(full.map(|problem| (problem.status, problem.code)), Some((503, Code::ReadOnly)));
    assert!(server.ok(&who, ListCourses {}, &CourseQuery::default(), &()).await.total > 0);
}
