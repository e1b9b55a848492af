//! No way to reach a talent, in whatever they wrote, is read or found by an organisation that they did not accept.

use std::time::Duration;

use passerelle_api::{
    NoQuery,
    account::{AccountChange, ChangeAccount},
    id::TalentId,
    portfolio::{OwnDefence, OwnProject},
    privacy::{ConfirmProfile, PrivacyChange, SavePrivacy},
    reference::InLanguage,
    shared::{EXPORT_PATH, ListTalent, SaveShortlist, ShortlistChange},
    talent::{
        AnswerContact, AskContact, Contact, ContactAnswer, EvidenceKind, ListTalents, ProfileChange, SaveProfile,
        ShowTalent, TalentQuery,
    },
    talent_search::{SaveTalentSearch, TalentSearchChange},
};
use passerelle_server::store::{
    Store,
    bulk::{self, NewTalent},
    profile::StoredProfile,
    talent::Evidence,
};
use serde_json::Value;

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, START_MS, Server},
    talents::silent,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Somebody who wrote a way to reach them into each of their texts.
fn reachable() -> NewTalent {
    let text = "Pages in C++17 for 10 000 users, 2019-2024: https://zinnia.example/pages or ٠٦٦١ ٢٣٤٥٦٧".to_owned();
    NewTalent {
        account: "mona".into(),
        name: "Mona Kader".into(),
        email: "mona@example.org".into(),
        profile: StoredProfile {
            id: "t1".into(),
            headline: "Pages by zinnia@perso.example".into(),
            about:
                "Look at linkedin.com/in/zinnia-k, ask +33 6 12 34 56 78. Mine: @zinnia_k, monakader95, mona_kader95, \
                    MKader, k-mona."
                    .into(),
            skills: vec![Evidence { skill: "html".into(), kind: EvidenceKind::Project, text }],
            projects: vec![OwnProject {
                title: "Club, at github.com/zinniak".into(),
                text: "A site (www.zinnia.example), 06.98.76.54.32".into(),
                own: "All of it, says zinnia [at] perso.example".into(),
                skills: vec![],
                year: Some(2024),
                link: Some("https://zinnia.example/club".into()),
                defence: Some(OwnDefence {
                    day: "2025-06-01".parse().unwrap(),
                    heard_by: "A jury, jury@perso.example".into(),
                    passed: true,
                    recording: Some("https://zinnia.example/talk".into()),
                    shown: true,
                }),
            }],
            ..silent(1).profile
        },
    }
}

/// What must stand in no answer.
const NEVER: [&str; 13] = [
    "zinnia",
    "perso.",
    "linkedin",
    "github",
    "www.",
    "https://z",
    "12 34",
    "+33",
    "06.98",
    "٠٦٦١",
    "٢٣٤٥٦٧",
    "mona",
    "kader",
];

/// Words and addresses that would find the talent, were what they wrote in the index.
const SOUGHT: [&str; 22] = [
    "zinnia",
    "zinniak",
    "zinnia@perso.example",
    "perso",
    "linkedin",
    "linkedin.com/in/zinnia-k",
    "github.com/zinniak",
    "\"github.com/zinniak\"",
    "www.zinnia.example",
    "https://zinnia.example/pages",
    "06 98 76 54 32",
    "98",
    "33",
    "\"12 34 56\"",
    "٠٦٦١",
    "٢٣٤٥٦٧",
    "@zinnia_k",
    "monakader95",
    "mona_kader95",
    "kader95",
    "mkader",
    "k-mona",
];

async fn world() -> (Server, Person) {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let search = TalentSearchChange { name: "All".into(), search: TalentQuery::default() };
    server.ok(&alpha, SaveTalentSearch { search: "search-1".into() }, &NoQuery {}, &search).await;
    server.pass(Duration::from_secs(60));
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &[reachable()], START_MS + 60_000).await.unwrap();
    tx.commit().await.unwrap();
    server.app.search.catch_up(&server.app.store).await.unwrap();
    (server, alpha)
}

fn list() -> SaveShortlist {
    SaveShortlist { list: "list-0001".into() }
}

/// Every answer in which an organisation reads of a talent.
async fn told(server: &Server, who: &Person) -> Vec<(String, String)> {
    server.ok(who, list(), &NoQuery {}, &ShortlistChange { name: "First".into() }).await;
    let ask = AskContact { talent: "t1".into() };
    let asked = server.call(who, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    let put = ListTalent { list: "list-0001".into(), talent: "t1".into() };
    let put = server.call(who, put, &NoQuery {}, &()).await;
    let mut told = vec![("asked".to_owned(), asked.text()), ("put on a list".to_owned(), put.text())];
    for url in [
        "/api/talents",
        "/api/talents?q=pages",
        "/api/talents?must=html",
        "/api/talents?job=web",
        "/api/talents/t1",
        "/api/talents/t1?job=web",
        "/api/employer/contacts",
        "/api/employer/shortlists",
        "/api/employer/talent-searches/search-1/news",
        EXPORT_PATH,
    ] {
        let reply = server.send(who, "GET", url, None).await;
        assert_eq!(reply.status, 200, "{url}: {}", reply.text());
        told.push((url.to_owned(), reply.text()));
    }
    told
}

/// Every answer tells of the talent, and none has what leads to them.
async fn nothing_leads(server: &Server, who: &Person) {
    for (place, text) in told(server, who).await {
        let text = text.to_lowercase();
        assert!(text.contains("pages by …"), "{place} tells of the talent: {text}");
        for never in NEVER {
            assert!(!text.contains(never), "{never} in {place}: {text}");
        }
    }
}

#[tokio::test]
async fn no_way_to_reach_a_talent_is_read_before_they_accept() {
    let (server, alpha) = world().await;
    nothing_leads(&server, &alpha).await;
    let shown = server.ok(&alpha, ShowTalent { talent: "t1".into() }, &TalentQuery::default(), &()).await;
    assert_eq!(shown.about, "Look at …, ask …. Mine: …, …, …, …, ….");
    assert_eq!(shown.projects[0].title, "Club, at …");
    assert_eq!(shown.projects[0].text, "A site (…), …");
    assert_eq!(shown.projects[0].own, "All of it, says …");
    assert_eq!(shown.projects[0].defence.as_ref().unwrap().heard_by, "A jury, …");
    assert_eq!(shown.card.skills[0].text, "Pages in C++17 for 10 000 users, 2019-2024: … or …");
    let mona = server.signed_in("mona").await;
    let preview = server.send(&mona, "GET", "/api/profile/preview", None).await.text();
    assert!(preview.contains("Pages by …") && !preview.contains("zinnia"), "as organisations see it: {preview}");
    let own = server.send(&mona, "GET", "/api/profile", None).await.text();
    assert!(own.contains("zinnia@perso.example"), "what somebody wrote is their own: {own}");
}

async fn found(server: &Server, who: &Person, q: &str) -> String {
    let query = TalentQuery { q: Some(q.into()), ..TalentQuery::default() };
    server.call(who, ListTalents {}, &query, &()).await.text()
}

/// What leads to the talent is answered as a word that is nowhere.
async fn nobody_is_sought(server: &Server, who: &Person) {
    let nobody = found(server, who, "xylophone").await;
    assert!(nobody.contains("\"total\":0"), "{nobody}");
    for q in SOUGHT {
        assert_eq!(found(server, who, q).await, nobody, "{q}");
    }
}

#[tokio::test]
async fn nobody_is_found_by_what_leads_to_them() {
    let (server, alpha) = world().await;
    for (q, total) in [("pages", 1), ("users", 1), ("2019", 1), ("C++17", 1), ("club", 1)] {
        let answer = found(&server, &alpha, q).await;
        assert!(answer.contains(&format!("\"total\":{total}")), "{q}: {answer}");
    }
    nobody_is_sought(&server, &alpha).await;
}

#[tokio::test]
async fn a_name_of_before_is_neither_read_nor_found() {
    let (server, alpha) = world().await;
    let mona = server.signed_in("mona").await;
    let renamed = AccountChange { name: Some("Rose Blanc".into()), ..AccountChange::default() };
    server.ok(&mona, ChangeAccount {}, &NoQuery {}, &renamed).await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    nothing_leads(&server, &alpha).await;
    nobody_is_sought(&server, &alpha).await;
    let requests = async |url: &str| server.send(&alpha, "GET", url, None).await;
    let request = requests("/api/employer/contacts").await.json::<Value>()["items"][0]["id"].clone();
    let contact = request.as_str().unwrap().into();
    server.ok(&mona, AnswerContact { contact }, &NoQuery {}, &ContactAnswer { accept: true, block: false }).await;
    for url in ["/api/employer/contacts", "/api/talents/t1", EXPORT_PATH] {
        let text = requests(url).await.text().to_lowercase();
        assert!(text.contains("rose blanc"), "who accepted is told by the present name: {text}");
        assert!(!text.contains("kader"), "and by no other: {text}");
    }
}

/// The names that an older version knew of are those of certificates.
#[tokio::test]
async fn a_name_that_only_a_certificate_knows_is_masked_from_then_on() {
    let (server, alpha) = world().await;
    let mut tx = server.app.store.begin().await.unwrap();
    for sql in [
        "INSERT INTO certificates (code, account, course, holder, titles, minutes, percent, skills, issuer, awarded_at, digest) \
         VALUES ('code', 'mona', 'pages', 'Mona Kader', '{}', 10, 100, '[]', 'Passerelle', 1, '')",
        "UPDATE accounts SET name = 'Rose Blanc' WHERE id = 'mona'",
        "DROP TABLE former_names",
        "DELETE FROM _sqlx_migrations WHERE version = 89",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    Store::open(&server.app.config.database).await.unwrap().close().await;
    nothing_leads(&server, &alpha).await;
}

/// A talent whom the organisation asked and put on its list.
async fn kept(server: &Server, alpha: &Person, name: &str, headline: &str) -> (Person, TalentId, Contact) {
    let (who, id) = talent(server, name, ProfileChange { headline: headline.into(), ..profile() }).await;
    let put = ListTalent { list: "list-0001".into(), talent: id.clone() };
    server.ok(alpha, put, &NoQuery {}, &()).await;
    let asking = contact("web", &format!("key-of-{name}"));
    let asked = server.ok(alpha, AskContact { talent: id.clone() }, &NoQuery {}, &asking).await;
    (who, id, asked)
}

#[tokio::test]
async fn the_file_of_everything_tells_of_talents_what_the_lists_tell() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    server.ok(&alpha, list(), &NoQuery {}, &ShortlistChange { name: "First".into() }).await;
    let (_, lapsed, _) = kept(&server, &alpha, "yolande", "Lapsing gardener").await;
    let (hiding, hidden, _) = kept(&server, &alpha, "wilfrid", "Hiding baker").await;
    let (keeping, blocking, _) = kept(&server, &alpha, "xaviera", "Blocking glazier").await;
    let (open, seen, _) = kept(&server, &alpha, "ursuline", "Open weaver, ursuline@perso.example").await;
    let (willing, accepted, request) = kept(&server, &alpha, "tancrede", "Willing tiler").await;
    server
        .ok(&willing, AnswerContact { contact: request.id }, &NoQuery {}, &ContactAnswer { accept: true, block: false })
        .await;
    let everything = async |who: &Person| {
        let file = server.send(who, "GET", EXPORT_PATH, None).await;
        assert_eq!(file.status, 200, "{}", file.text());
        let text = file.text();
        let value: Value = serde_json::from_str(&text).unwrap();
        let listed = async |url: &str| server.send(who, "GET", url, None).await.json::<Value>();
        for (part, told) in [
            ("contacts", listed("/api/employer/contacts").await["items"].clone()),
            ("shortlists", listed("/api/employer/shortlists").await),
        ] {
            assert_eq!(value[part], told, "{part}");
        }
        (text.to_lowercase(), value["shortlists"][0]["talents"].to_string())
    };
    let (before, listed) = everything(&alpha).await;
    for (word, id) in [("gardener", &lapsed), ("baker", &hidden), ("glazier", &blocking), ("weaver", &seen)] {
        assert!(before.contains(word) && listed.contains(id.as_str()), "{word}: {before}");
    }

    // On the day after the last one the others confirm their profiles, each in a session of that day.
    server.pass(91 * DAY);
    for who in [&hiding, &keeping, &open, &willing] {
        server.ok(&server.signed_in(&who.id).await, ConfirmProfile {}, &NoQuery {}, &()).await;
    }
    let (hiding, keeping) = (server.signed_in(&hiding.id).await, server.signed_in(&keeping.id).await);
    let change = ProfileChange { visible: false, headline: "Hiding baker".into(), ..profile() };
    server.ok(&hiding, SaveProfile {}, &InLanguage::default(), &change).await;
    let keep_out = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&keeping, SavePrivacy {}, &NoQuery {}, &keep_out).await;
    let (after, listed) = everything(&server.signed_in(&alpha.id).await).await;
    for never in ["gardener", "baker", "glazier", "yolande", "wilfrid", "xaviera", "ursuline", "perso."] {
        assert!(!after.contains(never), "{never}: {after}");
    }
    for id in [&lapsed, &hidden, &blocking] {
        assert!(!listed.contains(id.as_str()), "{listed}");
    }
    assert!(after.contains("open weaver, …") && listed.contains(seen.as_str()), "{after}");
    assert!(
        after.contains("tancrede@example.org") && listed.contains(accepted.as_str()),
        "who accepted is told: {after}"
    );
}
