//! Feeds of the job board: any search of it, for feed readers and other sites.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, Method,
    account::Language,
    endpoint::to_query,
    id::SkillCode,
    job::{FEED_PATH, JobCard, JobQuery},
    reference::Skill,
};
use serde_json::{Value, json};

use super::jobs;
use crate::{
    endpoints::{Endpoints, Raw},
    error::{Error, Result},
    extract::Params,
    feed::{Feed, ad_address},
    feed_xml,
    job_posting::{Posting, json_ld},
    state::App,
    store::{
        job::{self, JobDetails, SqlSort},
        reference::Taxonomy,
    },
};

/// Ads in one feed.
const ADS: i64 = 50;

const ATOM: &str = FEED_PATH;
const RSS: &str = "/api/feeds/jobs.rss";
const JSON_LD: &str = "/api/feeds/jobs.jsonld";
const XML: &str = "/api/feeds/jobs.xml";

pub fn endpoints() -> Endpoints {
    let raw = |name, summary, path, gives: &'static [_]| Raw {
        name,
        summary,
        method: Method::Get,
        path,
        access: Access::Public,
        takes: None,
        gives,
    };
    let atom =
        raw("FollowJobsAtom", "A search of job ads as an Atom feed, the newest 50.", ATOM, &["application/atom+xml"]);
    let rss = raw("FollowJobsRss", "A search of job ads as RSS 2.0, the newest 50.", RSS, &["application/rss+xml"]);
    let linked = raw(
        "FollowJobsJsonLd",
        "A search of job ads as schema.org JobPosting, the newest 50.",
        JSON_LD,
        &["application/ld+json"],
    );
    let xml = raw(
        "FollowJobsXml",
        "A search of job ads as XML of our own, the newest 50, whole; docs/feeds.md describes it.",
        XML,
        &["application/xml"],
    );
    Endpoints::new()
        .raw::<JobQuery, (), _>(xml, follow_xml)
        .raw::<JobQuery, (), _>(atom, follow_atom)
        .raw::<JobQuery, (), _>(rss, follow_rss)
        .raw::<JobQuery, (), _>(linked, follow_json_ld)
}

async fn follow_atom(State(app): State<App>, headers: HeaderMap, Params(query): Params<JobQuery>) -> Result<Response> {
    let found = Found::of(&app, &headers, query).await?;
    Ok(answer("application/atom+xml; charset=utf-8", found.feed(&app, ATOM).atom()))
}

async fn follow_rss(State(app): State<App>, headers: HeaderMap, Params(query): Params<JobQuery>) -> Result<Response> {
    let found = Found::of(&app, &headers, query).await?;
    Ok(answer("application/rss+xml; charset=utf-8", found.feed(&app, RSS).rss()))
}

async fn follow_xml(State(app): State<App>, headers: HeaderMap, Params(query): Params<JobQuery>) -> Result<Response> {
    let found = Found::of(&app, &headers, query).await?;
    let mut db = app.store.read().await?;
    let slugs: Vec<&str> = found.cards.iter().map(|card| card.slug.as_str()).collect();
    let details = job::details(&mut db, &slugs).await?;
    let ads = found.cards.iter().map(|card| {
        let details = details.get(&card.slug).ok_or_else(|| Error::fault("an ad without its second half"))?;
        Ok((card, details))
    });
    let ads: Vec<_> = ads.collect::<Result<_>>()?;
    Ok(answer("application/xml; charset=utf-8", feed_xml::write(&found.feed(&app, XML), &ads)))
}

async fn follow_json_ld(
    State(app): State<App>,
    headers: HeaderMap,
    Params(query): Params<JobQuery>,
) -> Result<Response> {
    let found = Found::of(&app, &headers, query).await?;
    let mut db = app.store.read().await?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    let slugs: Vec<&str> = found.cards.iter().map(|card| card.slug.as_str()).collect();
    let details = job::details(&mut db, &slugs).await?;
    let mut items = Vec::new();
    for (index, card) in found.cards.iter().enumerate() {
        let details = details.get(&card.slug).ok_or_else(|| Error::fault("an ad without its second half"))?;
        let ad = posting(card, details, &taxonomy, &found.origin)?;
        items.push(json!({"@type": "ListItem", "position": index + 1, "item": ad}));
    }
    let list = json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "numberOfItems": items.len(),
        "itemListElement": items,
    });
    Ok(answer("application/ld+json", list.to_string()))
}

/// The ads that a feed holds.
struct Found {
    origin: String,
    query: String,
    cards: Vec<JobCard>,
}

impl Found {
    async fn of(app: &App, headers: &HeaderMap, query: JobQuery) -> Result<Self> {
        // A feed has no pages and one order, and its titles are the ads' own.
        let query = JobQuery { sort: None, cursor: None, lang: None, ..query };
        jobs::check(&query)?;
        let mut db = app.store.read().await?;
        // Who follows a search reads what its page shows, which may be wider than the usual distance.
        let filter = jobs::search(&mut db, &query, app.clock.now()).await?.filter;
        let rows = job::list(&mut db, &filter, SqlSort::Newest, None, ADS, Language::English).await?;
        let cards = rows.into_iter().map(|(card, _)| card).collect();
        Ok(Self { origin: origin(app, headers)?, query: to_query(&query), cards })
    }

    fn feed<'a>(&'a self, app: &App, path: &'a str) -> Feed<'a> {
        Feed { origin: &self.origin, query: &self.query, path, cards: &self.cards, now: app.clock.now() }
    }
}

/// The public address of this site: the one that was set, or the one that was asked.
fn origin(app: &App, headers: &HeaderMap) -> Result<String> {
    if let Some(origin) = &app.config.origin {
        return Ok(origin.clone());
    }
    let host = headers.get(header::HOST).map(|host| host.to_str());
    match host.transpose().map_err(|_| Error::Malformed("host: not an address".into()))? {
        Some(host) => Ok(format!("http://{host}")),
        None => Ok(format!("http://{}", app.config.listen)),
    }
}

/// An ad as its page has it, with its address.
fn posting(card: &JobCard, details: &JobDetails, taxonomy: &Taxonomy, origin: &str) -> Result<Value> {
    let named = |code: &SkillCode| taxonomy.skill(code, card.lang);
    let must: Vec<Skill> = details.must.iter().map(named).collect();
    let text = json_ld(&Posting { card, details, must: &must });
    let mut ad: Value = serde_json::from_str(&text).map_err(|error| Error::fault(format!("JSON-LD: {error}")))?;
    ad["url"] = json!(ad_address(origin, card));
    Ok(ad)
}

/// A feed as it is sent. It is the same for everybody, and who asks for it again and again may keep it for a while.
fn answer(media_type: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=300")], body).into_response()
}
