//! Who may change a course, which staff decide.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    captions::{AddAuthor, Author, ListAuthors, ListTaughtCourses, NewAuthor, RemoveAuthor},
    id::AccountId,
    reference::InLanguage,
};

use super::captions::start;
use crate::support::catalogue::COURSE;

#[tokio::test]
async fn staff_say_who_may_change_a_course() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let mentor = server.person("mentor", Role::Mentor).await;
    server.person("learner", Role::Learner).await;
    let add = async |email: &str| {
        let body = NewAuthor { email: email.into() };
        server.call(&staff, AddAuthor { course: COURSE.into() }, &NoQuery {}, &body).await
    };
    let taught = async || server.ok(&mentor, ListTaughtCourses {}, &InLanguage::default(), &()).await.len();
    assert_eq!(taught().await, 0);
    for (email, reason) in [("nobody@example.org", Reason::NotKnown), ("learner@example.org", Reason::NotAllowed)] {
        let problem = add(email).await.problem();
        assert_eq!((problem.code, problem.errors[0].reason), (Code::Invalid, reason), "{email}");
    }
    // As people write an address, and once more in another tab.
    for email in [" Mentor@Example.org ", "mentor@example.org"] {
        let authors: Vec<Author> = add(email).await.json();
        assert_eq!(authors.len(), 1);
        assert_eq!(
            (authors[0].email.as_str(), authors[0].account.as_str()),
            ("mentor@example.org", mentor.id.as_str())
        );
    }
    assert_eq!(taught().await, 1);
    let listed = server.ok(&staff, ListAuthors { course: COURSE.into() }, &NoQuery {}, &()).await;
    assert_eq!(listed.len(), 1);
    let remove = RemoveAuthor { course: COURSE.into(), account: AccountId(mentor.id.clone()) };
    assert!(server.ok(&staff, remove, &NoQuery {}, &()).await.is_empty());
    assert_eq!(taught().await, 0);
    let unknown = server.call(&staff, ListAuthors { course: "no-such-course".into() }, &NoQuery {}, &()).await;
    assert_eq!(unknown.problem().code, Code::NotFound);
}
