//! Who wrote a course, and whether it is in the catalogue.

use passerelle_api::{
    captions::Author,
    id::{AccountId, CourseSlug},
};
use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// Courses that a list of those who teach shows.
const MOST: i64 = 500;

/// Makes an account an author of a course, which it may be already.
pub async fn add_author(db: &mut AnyConnection, course: &str, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO course_authors (course, account) VALUES (");
    sql.bind_list([course, account.as_str()]).push(") ON CONFLICT DO NOTHING");
    sql.run(db).await.map(drop)
}

/// Takes a course from an author.
pub async fn remove_author(db: &mut AnyConnection, course: &CourseSlug, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM course_authors WHERE course = ");
    sql.bind(course.as_str()).push(" AND account = ").bind(account.as_str());
    sql.run(db).await.map(drop)
}

/// Who wrote a course, by name.
pub async fn authors(db: &mut AnyConnection, course: &CourseSlug) -> Result<Vec<Author>> {
    let mut sql = Sql::new(
        "SELECT a.id, a.name, a.email FROM course_authors c JOIN accounts a ON a.id = c.account WHERE c.course = ",
    );
    sql.bind(course.as_str()).push(" ORDER BY a.name, a.id");
    let rows: Vec<(String, String, String)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(account, name, email)| Author { account: AccountId(account), name, email }).collect())
}

/// Whether an account wrote a course.
pub async fn is_author(db: &mut AnyConnection, course: &str, account: &AccountId) -> Result<bool> {
    let mut sql = Sql::new("SELECT 1 FROM course_authors WHERE course = ");
    sql.bind(course).push(" AND account = ").bind(account.as_str());
    Ok(sql.optional::<(i32,)>(db).await?.is_some())
}

/// The slugs of the courses with videos that an author wrote, or, without an author, of every one. Courses that were made up
/// to fill the database have no videos.
pub async fn taught(db: &mut AnyConnection, author: Option<&AccountId>) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT c.slug FROM courses c WHERE c.videos > 0");
    if let Some(author) = author {
        sql.push(" AND EXISTS (SELECT 1 FROM course_authors a WHERE a.course = c.slug AND a.account = ");
        sql.bind(author.as_str()).push(")");
    }
    sql.push(" ORDER BY c.position, c.slug LIMIT ").bind(MOST);
    Ok(sql.all::<(String,)>(db).await?.into_iter().map(|(slug,)| slug).collect())
}

/// Puts a course into the catalogue, or takes it out so that no import puts it back.
pub async fn publish(db: &mut AnyConnection, course: &CourseSlug, published: bool) -> Result<()> {
    let mut sql = Sql::new("UPDATE courses SET published = ");
    sql.bind(i64::from(published)).push(", held = ").bind(i64::from(!published));
    sql.push(" WHERE slug = ").bind(course.as_str());
    sql.run(db).await.map(drop)
}

/// Makes changes to a course wait for one another, so that what is checked still holds when it is written.
pub async fn lock_course(db: &mut AnyConnection, course: &CourseSlug) -> Result<()> {
    let mut sql = Sql::new("UPDATE courses SET held = held WHERE slug = ");
    sql.bind(course.as_str());
    sql.run(db).await.map(drop)
}
