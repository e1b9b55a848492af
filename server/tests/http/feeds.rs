//! Feeds of the job board.

use std::time::Duration;

use passerelle_api::{account::Role, job::ShowJob, reference::InLanguage};
use passerelle_server::{feeds::Format, session, store::bulk};
use serde_json::Value;

use crate::{
    fixture,
    import_feed::{bring, list, posting},
    support::{Person, START_MS, Server},
};

async fn get(server: &Server, url: &str) -> (String, String) {
    let reply = server.send_with(&server.nobody(), "GET", url, &[("host", "school.example")], "").await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    (reply.header("content-type").to_owned(), reply.text())
}

#[tokio::test]
async fn a_search_can_be_followed_as_atom_and_as_rss() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let odd = bulk::NewJob { title: "R&D <b>\"lead\"</b>".into(), ..fixture::job("odd", 0) };
    bulk::put_jobs(&mut tx, &[odd, fixture::job("old", 300)], START_MS).await.unwrap();
    tx.commit().await.unwrap();

    let (kind, atom) = get(&server, "/api/feeds/jobs.atom?contract=permanent&sort=match&cursor=x").await;
    assert_eq!(kind, "application/atom+xml; charset=utf-8");
    assert_eq!(atom.matches("<entry").count(), 4, "{atom}");
    assert!(atom.contains("<title>R&amp;D &lt;b&gt;&quot;lead&quot;&lt;/b&gt;</title>"), "{atom}");
    assert!(atom.contains("href=\"http://school.example/api/feeds/jobs.atom?contract=permanent\""), "{atom}");
    assert!(atom.contains("<id>http://school.example/jobs/odd</id>") && !atom.contains("/jobs/old<"), "{atom}");
    assert!(atom.contains("xml:lang=\"fr\""));

    let (kind, rss) = get(&server, "/api/feeds/jobs.rss").await;
    assert_eq!(kind, "application/rss+xml; charset=utf-8");
    assert_eq!(rss.matches("<item>").count(), 6);
    assert!(rss.contains("1000-1200 EUR/month."), "{rss}");
    assert!(rss.contains("<pubDate>Sun, 4 Jan 2026 08:00:00 +0000</pubDate>"), "{rss}");
}

#[tokio::test]
async fn a_search_is_a_list_of_job_postings() {
    let server = fixture::start().await;
    let (kind, text) = get(&server, "/api/feeds/jobs.jsonld?q=elagage").await;
    assert_eq!(kind, "application/ld+json");
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&list["@type"], &list["numberOfItems"]), (&Value::from("ItemList"), &Value::from(1)));
    let ad = &list["itemListElement"][0]["item"];
    assert_eq!((&ad["@type"], &ad["title"]), (&Value::from("JobPosting"), &Value::from("Poste web")));
    assert_eq!(ad["url"], "http://school.example/jobs/web");
    assert_eq!(ad.get("validThrough"), None, "nothing that the employer did not say");

    let list: Value = serde_json::from_str(&get(&server, "/api/feeds/jobs.jsonld").await.1).unwrap();
    let urls: Vec<_> = list["itemListElement"].as_array().unwrap().iter().map(|item| &item["item"]["url"]).collect();
    let slugs = ["web", "data", "remote", "london", "office"];
    assert_eq!(urls, slugs.map(|slug| Value::from(format!("http://school.example/jobs/{slug}"))).each_ref());
}

/// Texts that break documents which are put together carelessly.
const HARD: [&str; 8] = [
    "]]> <![CDATA[ x ]]>",
    "<!-- </job> --> & &amp; &#0; \"'",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{e}\u{1f}\u{7f}\u{85}\u{9f}",
    "\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}",
    "مطوّر ويب \u{202e}abc\u{202c} (نانت)",
    "عنوان \u{200f}<b>\u{200e}",
    "👩‍💻\u{fe0f} \u{1f1eb}\u{1f1f7}",
    "line\nline\r\n\ttab",
];

#[tokio::test]
async fn every_feed_is_well_formed_whatever_stands_in_an_ad() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let jobs: Vec<_> = (0..)
        .zip(HARD)
        .map(|(number, text)| bulk::NewJob {
            title: text.replace('\0', ""),
            summary: text.replace('\0', ""),
            html: format!("<p>{}</p>", text.replace('\0', "")),
            rome: Some(text.replace('\0', "")),
            languages: vec![text.replace('\0', "")],
            ..fixture::job(&format!("hard-{number}"), 0)
        })
        .collect();
    bulk::put_jobs(&mut tx, &jobs, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["jobs.atom", "jobs.rss", "jobs.xml"] {
        let (_, xml) = get(&server, &format!("/api/feeds/{path}?q=%22%3E%3C%5D%5D%3E%26&sort=newest")).await;
        check(&xml);
        let (_, xml) = get(&server, &format!("/api/feeds/{path}")).await;
        let texts = check(&xml);
        assert!(
            texts.iter().any(|text| text.contains("]]> <![CDATA[ x ]]>")),
            "{path}: a text is read as it was written"
        );
        assert!(texts.iter().any(|text| text.contains("مطوّر ويب \u{202e}abc\u{202c}")), "{path}");
    }
    let (_, json) = get(&server, "/api/feeds/jobs.jsonld").await;
    assert!(serde_json::from_str::<Value>(&json).is_ok());
}

/// Reads a document to its end by another's reader, and gives the texts in it.
fn check(xml: &str) -> Vec<String> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    assert!(xml.chars().all(allowed), "a sign that XML 1.0 has not: {xml:?}");
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().enable_all_checks(true);
    let (mut texts, mut text, mut depth) = (Vec::new(), String::new(), 0);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                texts.push(std::mem::take(&mut text));
            }
            Event::Text(part) => text.push_str(&part.xml10_content().unwrap()),
            Event::GeneralRef(name) => {
                let name = name.decode().unwrap();
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

#[tokio::test]
async fn a_search_is_xml_of_our_own_with_only_what_is_said() {
    let server = fixture::start().await;
    let (kind, xml) = get(&server, "/api/feeds/jobs.xml?q=elagage").await;
    assert_eq!(kind, "application/xml; charset=utf-8");
    for part in [
        "<job id=\"web\" lang=\"fr\">",
        "<url>http://school.example/jobs/web</url>",
        "<apply>http://school.example/jobs/web/apply</apply>",
        "<description>&lt;p&gt;Décrit &amp;lt;ici&amp;gt;&lt;/p&gt;</description>",
        "<pay min=\"1000\" max=\"1200\" currency=\"EUR\" period=\"month\"/>",
        "<training-days>1</training-days>",
        "<rome>M1805</rome>",
        "<region>Region</region>",
        "<accessible-workplace>yes</accessible-workplace>",
        "<skill kind=\"needed\">html</skill>",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    assert!(!xml.contains("<months>") && !xml.contains("disability-confident"), "nothing that was not said: {xml}");
}

#[tokio::test]
async fn what_an_ad_of_another_site_does_not_say_has_no_element() {
    let server = fixture::start().await;
    let rows = vec![
        posting(1, |ad| {
            ad["title"] = "Pâtissier".into();
            ad["datePosted"] = Value::Null;
        }),
        posting(2, |ad| {
            ad["title"] = "Boulanger".into();
            ad["totalJobOpenings"] = "3".into();
        }),
        posting(3, |ad| {
            ad["title"] = "Tourier".into();
            ad["totalJobOpenings"] = 1.into();
        }),
    ];
    bring(&server, "board", Format::SchemaOrg, &list(rows)).await;
    let (_, xml) = get(&server, "/api/feeds/jobs.xml?q=patissier").await;
    assert_eq!(xml.matches("<job ").count(), 1, "{xml}");
    assert!(!xml.contains("<posted>") && !xml.contains("<openings>"), "{xml}");
    let (_, xml) = get(&server, "/api/feeds/jobs.xml?q=boulanger").await;
    assert!(xml.contains("<posted>2026-01-04T00:00:00+00:00</posted>"), "{xml}");
    assert!(xml.contains("<openings>3</openings>"), "{xml}");
    let (_, xml) = get(&server, "/api/feeds/jobs.xml?q=tourier").await;
    assert!(xml.contains("<openings>1</openings>"), "one is said as well as three: {xml}");
    let (_, xml) = get(&server, "/api/feeds/jobs.xml?q=elagage").await;
    assert!(xml.contains("<posted>") && xml.contains("<openings>1</openings>"), "who posts here says both: {xml}");
}

#[tokio::test]
async fn an_ad_that_another_site_does_not_date_has_no_day_of_posting_in_any_feed() {
    let server = fixture::start().await;
    let undated = posting(1, |ad| {
        ad["title"] = "Pâtissier".into();
        ad["datePosted"] = Value::Null;
    });
    let dated = posting(2, |ad| ad["title"] = "Boulanger".into());
    bring(&server, "board", Format::SchemaOrg, &list(vec![undated, dated])).await;
    for (words, atom_says, rss_says) in [
        ("patissier", None, None),
        ("boulanger", Some("2026-01-04T00:00:00+00:00"), Some("Sun, 4 Jan 2026 00:00:00 +0000")),
        ("elagage", Some("2026-01-04T08:00:00+00:00"), Some("Sun, 4 Jan 2026 08:00:00 +0000")),
    ] {
        let (_, atom) = get(&server, &format!("/api/feeds/jobs.atom?q={words}")).await;
        assert_eq!((atom.matches("<entry").count(), atom.matches("<updated>").count()), (1, 2), "{atom}");
        assert_eq!(element(&atom, "published"), atom_says, "{words}");
        let (_, rss) = get(&server, &format!("/api/feeds/jobs.rss?q={words}")).await;
        assert_eq!((rss.matches("<item>").count(), element(&rss, "pubDate")), (1, rss_says), "{words}");
    }
}

/// The text of the only element of a name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = xml.split_once(&format!("<{name}>"))?;
    behind.split_once('<').map(|(text, _)| text)
}

#[tokio::test]
async fn no_number_of_openings_is_given_for_an_ad_of_ours_that_leaves_it_out() {
    let server = fixture::start().await;
    let ads = [
        bulk::NewJob { openings: None, ..fixture::job("silent", 0) },
        bulk::NewJob { openings: Some(2), ..fixture::job("twofold", 0) },
    ];
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let said = async |slug: &str| {
        let (_, xml) = get(&server, &format!("/api/feeds/jobs.xml?q={slug}")).await;
        let (_, text) = get(&server, &format!("/api/feeds/jobs.jsonld?q={slug}")).await;
        let list: Value = serde_json::from_str(&text).unwrap();
        let page = server.ok(&server.nobody(), ShowJob { job: slug.into() }, &InLanguage::default(), &()).await;
        let of_page: Value = serde_json::from_str(&page.json_ld).unwrap();
        assert_eq!(xml.matches("<job ").count(), 1, "{xml}");
        let of_list = list["itemListElement"][0]["item"].get("totalJobOpenings").cloned();
        assert_eq!(of_list, of_page.get("totalJobOpenings").cloned());
        (page.openings, of_list, xml.contains("<openings>"))
    };
    assert_eq!(said("silent").await, (None, None, false));
    assert_eq!(said("twofold").await, (Some(2), Some(2.into()), true));
}

#[tokio::test]
async fn a_feed_is_as_wide_as_the_page_of_its_search() {
    let server = fixture::start().await;
    let (_, atom) = get(&server, "/api/feeds/jobs.atom?place=rennes&contract=internship").await;
    assert!(atom.contains("<id>http://school.example/jobs/london</id>"), "{atom}");
    assert!(atom.contains("href=\"http://school.example/jobs?"), "{atom}");
    let (_, atom) = get(&server, "/api/feeds/jobs.atom?place=rennes&contract=internship&radius=100").await;
    assert!(!atom.contains("<entry"), "a distance that was chosen stays: {atom}");
}

#[tokio::test]
async fn a_feed_may_be_kept_for_a_while_and_nothing_that_belongs_to_one_person() {
    let server = fixture::start().await;
    let reader = server.person("reader", Role::Learner).await;
    let kept = async |who: &Person, query: &str| {
        let reply = server.send(who, "GET", &format!("/api/feeds/jobs.jsonld{query}"), None).await;
        (reply.header("cache-control").to_owned(), reply.new_token().is_some())
    };
    assert_eq!(kept(&server.nobody(), "").await, ("public, max-age=300".into(), false));
    assert_eq!(kept(&server.nobody(), "?radius=501").await, ("no-store".into(), false));
    assert_eq!(kept(&reader, "").await, ("public, max-age=300".into(), false));
    server.pass(Duration::from_millis(u64::try_from(session::LIFETIME_MS / 2).unwrap()));
    assert_eq!(kept(&reader, "").await, ("no-store".into(), true), "the session is renewed with it");
}

#[tokio::test]
async fn what_cannot_be_searched_cannot_be_followed() {
    let server = fixture::start().await;
    for (query, status) in [("radius=501", 422), ("place=atlantis", 422), ("colour=red", 400)] {
        let reply = server.send(&server.nobody(), "GET", &format!("/api/feeds/jobs.atom?{query}"), None).await;
        assert_eq!(reply.status.as_u16(), status, "{query}");
        reply.problem();
    }
    let (_, empty) = get(&server, "/api/feeds/jobs.atom?q=boulangerie").await;
    assert!(!empty.contains("<entry") && empty.contains("<updated>2026-01-05T08:00:00"), "{empty}");
}
