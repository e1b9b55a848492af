//! Finding talents, as an organisation. No answer in here holds a name or an address before the talent accepted.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::store::Connection;
use passerelle_api::{
    FieldError, NaiveDate, Reason,
    account::Language,
    catalogue::{FacetChoice, Relax},
    id::{EmployerSlug, JobSlug, SkillCode},
    job::{Remote, limits as job_limits},
    privacy::Seen,
    shared::Opened,
    talent::{
        ContactStatus, Facet, ListTalents, Part, ShowTalent, Talent, TalentCard, TalentList, TalentQuery, limits,
    },
};
use passerelle_rules::{
    distance::Spot,
    matching::{Lessons, Wish, compare, explain},
    profile::confirmed_since,
};
use serde::{Deserialize, Serialize};

use crate::{
    auth::EmployerMember,
    clock::{from_ms, seen_since_ms},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    fit::Fitting,
    lists::Lists,
    projects,
    search::{
        self, Ask, Clause, Found, Order, for_ad,
        talents::{self, FACETS, Question},
    },
    state::App,
    store::{
        certificate, contact, job,
        matching::{self, Ad},
        privacy,
        reference::Taxonomy,
        shared,
        talent::{self, Candidate, Depth, Looking, SCORED_AT_MOST, Words},
    },
    talent_card::Cards,
    trail::Who,
};

/// Talents on one page.
const PAGE: usize = 20;

/// Parts whose wish can be made a condition.
const ONLY: [Part; 5] = [Part::Place, Part::Level, Part::Availability, Part::Contract, Part::Language];

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_talents).on(show_talent)
}

async fn list_talents(call: Call<ListTalents>, member: EmployerMember) -> Result<TalentList> {
    let Call { app, query, .. } = call;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    if after.as_ref().is_some_and(|after| after.job != query.job) {
        return Err(Error::Malformed("cursor: made for another order".into()));
    }
    let today = app.clock.now().date_naive();
    // The index is asked without a connection in hand: others may need it meanwhile.
    let search = Search::read(&app, &query, &member).await?;
    let counted = search.counted(today);
    let Page { found, mut next, candidates } = search.page(&app, search.ask(&counted, after.as_ref())).await?;
    let mut marked: Vec<(Mark, Candidate)> =
        candidates.into_iter().map(|candidate| (search.mark(&candidate), candidate)).collect();
    marked.sort_by_cached_key(|(mark, _)| order(mark));
    if search.job.is_some() {
        marked.retain(|(mark, _)| after.as_ref().is_none_or(|after| order(mark) > order(after)));
        next = cursor::page(&mut marked, PAGE, |(mark, _)| mark.clone())?;
    }
    let page = marked.into_iter().map(|(_, candidate)| candidate).collect();
    let items = search.cards(&mut *app.store.read().await?, page, &member, Depth::Card).await?;
    let items: Vec<TalentCard> = items.into_iter().map(|(card, _)| card).collect();
    app.trail.note(&app, &member, Seen::Results, items.iter().map(|card| Who::Talent(card.id.clone())))?;
    let relax = if found.total == 0 { relax(&app, &search).await? } else { Vec::new() };
    let facets = counted.into_iter().zip(found.counts).map(|((part, choices), counts)| {
        let values = choices.into_iter().map(|(value, _)| value);
        let choices = values.zip(counts).map(|(value, count)| FacetChoice { value, count }).collect();
        Facet { part, choices }
    });
    let bound = search.job.as_ref().map(|_| SCORED_AT_MOST as u64);
    let scored_at_most = bound.filter(|bound| found.total > *bound);
    Ok(TalentList { items, total: found.total, next, relax, facets: facets.collect(), scored_at_most })
}

async fn show_talent(call: Call<ShowTalent>, member: EmployerMember) -> Result<Talent> {
    let Call { app, path, query, .. } = call;
    let now = app.clock.now();
    let search = Search::read(&app, &query, &member).await?;
    let mut tx = app.store.begin().await?;
    // It may have waited for others who write, and what the seat was may not hold any more.
    member.check(&mut tx).await?;
    // A hidden talent and one that never was are the same to whoever asks.
    let found = talent::find_seen(&mut tx, search.looking(), &path.talent, &search.lists.spots).await?;
    let found = found.ok_or(Error::NotFound)?;
    let seq = found.seq;
    let mut cards = search.cards(&mut tx, vec![found], &member, Depth::Page).await?;
    let (mut card, words) = cards.pop().ok_or(Error::NotFound)?;
    let revealed = contact::revealed(&mut tx, seq, &member.employer.slug).await?;
    Cards::verify(&mut card, &certificate::intact_of_talent(&mut tx, seq).await?, revealed.is_some())?;
    // Until when one's own request waits for its answer is told whatever another organisation of the domain was answered.
    let last = match card.contact {
        Some(ContactStatus::Sent) => contact::last_own(&mut tx, seq, &member.employer.slug).await?,
        _ => contact::last(&mut tx, seq, &member.employer.slug).await?,
    };
    let ask_from = last.and_then(|last| last.next_ms(now.timestamp_millis())).map(from_ms).transpose()?;
    // Nobody is looked at without being told: what cannot be written down is not shown.
    privacy::note_view(&mut tx, seq, &member.employer.slug, now).await?;
    let (own, me) = (&member.employer.slug, &member.account.id);
    shared::note(&mut tx, own, me, Opened::Profile, path.talent.as_str(), now).await?;
    tx.commit().await?;
    let told = |project| projects::told(project, &search.lists.taxonomy, search.lang, revealed.is_some());
    let projects = words.projects.into_iter().map(told).collect();
    Ok(Talent { card, about: words.about, projects, revealed, ask_from })
}

/// What the index found, and whom of them the organisation may see.
struct Page {
    found: Found,
    next: Option<String>,
    candidates: Vec<Candidate>,
}

/// Where a talent stands in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    /// The ad that the list is ordered by, in place of the search.
    job: Option<JobSlug>,
    score: u32,
    place: Order,
}

/// Best first; the random handle decides between equals, so that nobody stands first for having come first.
fn order(mark: &Mark) -> (Reverse<u32>, Order) {
    (Reverse(mark.score), mark.place)
}

/// Takes one filter out of a query and says whether it was there.
type Drop = fn(&mut Search) -> bool;

/// Everything that excludes anybody.
const FILTERS: &[(&str, Drop)] = &[
    ("must", |search| !std::mem::take(&mut search.must).is_empty()),
    ("q", |search| search.words.take().is_some()),
    ("only", |search| !std::mem::take(&mut search.only).is_empty()),
];

/// The filters that, dropped alone, would find somebody.
async fn relax(app: &App, search: &Search) -> Result<Vec<Relax>> {
    let mut relax = Vec::new();
    for (name, drop) in FILTERS {
        let mut wider = search.clone();
        if drop(&mut wider) {
            let ask = Ask { filter: wider.filter(None), grades: vec![], facets: vec![], after: None, limit: 0 };
            let count = app.search.find(&app.store, ask).await?.total;
            relax.extend((count > 0).then(|| Relax { filter: (*name).to_owned(), count }));
        }
    }
    Ok(relax)
}

/// What is looked for, with the lists that it is read by.
#[derive(Clone)]
pub(super) struct Search {
    wish: Wish,
    /// Skills that a result must have, or be near to.
    must: Vec<SkillCode>,
    /// Words that must be found.
    words: Option<Clause>,
    /// Parts whose wish must be met.
    only: Vec<Part>,
    employer: EmployerSlug,
    today: NaiveDate,
    seen_since_ms: i64,
    now_ms: i64,
    /// The ad that talents are compared with besides.
    job: Option<Ad>,
    pub(super) lists: Arc<Lists>,
    lang: Language,
}

impl Search {
    pub(super) async fn read(app: &App, query: &TalentQuery, member: &EmployerMember) -> Result<Self> {
        let (lists, clock) = (app.lists.get(&app.store, app.clock.now_ms()).await?, &app.clock);
        let spots = &lists.spots;
        check(query, &lists.taxonomy, spots)?;
        let radius = query.radius.unwrap_or(job_limits::RADIUS_DEFAULT);
        let centre = query.place.as_ref().and_then(|place| spots.get(place.as_str())).copied();
        let job = match &query.job {
            Some(job) => Some(own_ad(&mut *app.store.read().await?, job, member, spots).await?),
            None => None,
        };
        let from_anywhere = |ad: &Ad| ad.job.remote == Some(Remote::Remote);
        let wish = Wish {
            must: distinct(&query.must.0),
            nice: distinct(&query.nice.0),
            place: centre.map(|centre| (centre, radius)),
            remote: query.remote == Some(true) || job.as_ref().is_some_and(from_anywhere),
            level: query.level,
            available_by: query.available_by,
            contract: query.contract,
            language: query.language,
        };
        Ok(Self {
            must: wish.must.clone(),
            words: query.q.as_deref().and_then(|q| talents::words(q, &lists.skill_words)),
            only: query.only.0.iter().filter_map(|part| part.parse().ok()).collect(),
            employer: member.employer.slug.clone(),
            today: clock.now().date_naive(),
            seen_since_ms: seen_since_ms(clock),
            now_ms: clock.now_ms(),
            wish,
            job,
            lists,
            lang: query.lang.unwrap_or(Language::English),
        })
    }

    pub(super) fn looking(&self) -> Looking<'_> {
        Looking { employer: &self.employer, confirmed_since_ms: self.seen_since_ms }
    }

    /// The parts of which counts are given, each with its choices.
    fn counted(&self, today: NaiveDate) -> Vec<(Part, Vec<(String, Clause)>)> {
        let question = self.question();
        let counted = FACETS.iter().map(|part| (*part, question.choices(*part, today)));
        counted.filter(|(_, choices)| !choices.is_empty()).collect()
    }

    /// What the index is asked.
    fn ask(&self, counted: &[(Part, Vec<(String, Clause)>)], after: Option<&Mark>) -> Ask {
        let facets = counted.iter().map(|(part, choices)| {
            let values = choices.iter().map(|(_, clause)| clause.clone()).collect();
            search::Facet { within: self.filter(Some(*part)), values }
        });
        let (after, limit) = match &self.job {
            // The order by an ad is made afterwards, of as many as can be compared.
            Some(_) => (None, SCORED_AT_MOST),
            None => (after.map(|after| (after.score, after.place)), PAGE + 1),
        };
        Ask { filter: self.filter(None), grades: self.grades(), facets: facets.collect(), after, limit }
    }

    /// A page of the index. Whoever hides between the question and the look into the store would be missing among the people and
    /// not in the number, which tells of them: then it is asked once more, and knows.
    async fn page(&self, app: &App, ask: Ask) -> Result<Page> {
        let mut asked_again = false;
        loop {
            let mut found = app.search.find(&app.store, ask.clone()).await?;
            // Without an ad the pages are those of the index, and the list goes on behind whoever is missing in one.
            let next = match &self.job {
                Some(_) => None,
                None => {
                    cursor::page(&mut found.hits, PAGE, |hit| Mark { job: None, score: hit.score, place: hit.order })?
                }
            };
            let keys: Vec<i64> = found.hits.iter().map(|hit| hit.key).collect();
            let mut db = app.store.read().await?;
            let candidates = talent::seen_by(&mut db, self.looking(), &keys, &self.lists.spots).await?;
            let missing = keys.len() - candidates.len();
            if missing == 0 || asked_again {
                found.total = found.total.saturating_sub(missing as u64);
                return Ok(Page { found, next, candidates });
            }
            asked_again = true;
        }
    }

    /// What gives points: where there is an ad, it alone, because those with the most are compared with it.
    pub(super) fn grades(&self) -> Vec<(Clause, u32)> {
        match &self.job {
            Some(ad) => for_ad::grades(&ad.job, self.lists.taxonomy.near(), &self.lists.homes),
            None => self.question().grades(),
        }
    }

    fn question(&self) -> Question<'_> {
        let Lists { taxonomy, spots, homes, .. } = &*self.lists;
        Question { wish: &self.wish, near: taxonomy.near(), spots, homes }
    }

    /// Who is found, as if a part were not filtered by.
    pub(super) fn filter(&self, but: Option<Part>) -> Clause {
        let question = self.question();
        let only = self.only.iter().filter(|part| Some(**part) != but).map(|part| question.meets(*part));
        let must = self.must.iter().map(|skill| question.has_or_near(skill));
        let seen = talents::seen_by(&self.employer, confirmed_since(self.today));
        Clause::All(seen.into_iter().chain(must).chain(self.words.clone()).chain(only).collect())
    }

    /// Where a talent stands: by the ad where there is one, else by the search.
    fn mark(&self, candidate: &Candidate) -> Mark {
        let near = self.lists.taxonomy.near();
        let place = Order::of(candidate.id.as_str());
        match &self.job {
            Some(ad) => {
                let score = explain(&ad.job, &candidate.person(&[]), near, &Lessons::new()).score;
                Mark { job: Some(ad.slug.clone()), score, place }
            }
            None => Mark { job: None, score: compare(&self.wish, &candidate.facts, near).score.into(), place },
        }
    }

    /// Talents as cards, each with what else was read of it.
    pub(super) async fn cards(
        &self,
        db: &mut Connection,
        found: Vec<Candidate>,
        member: &EmployerMember,
        depth: Depth,
    ) -> Result<Vec<(TalentCard, Words)>> {
        let seqs: Vec<i64> = found.iter().map(|candidate| candidate.seq).collect();
        let mut words = talent::words(db, &seqs, depth).await?;
        let contacts = talent::contact_statuses(db, &member.employer.slug, &seqs, self.now_ms).await?;
        let fitting = match &self.job {
            Some(ad) => Some(Fitting::load(db, &ad.job, &self.lists.taxonomy, self.lang).await?),
            None => None,
        };
        let Lists { taxonomy, .. } = &*self.lists;
        let made = Cards { wish: &self.wish, taxonomy, places: self.lists.places(self.lang), lang: self.lang };
        let mut cards = Vec::with_capacity(found.len());
        for candidate in found {
            let written = words.remove(&candidate.seq);
            let written = written.ok_or_else(|| Error::fault("a talent without texts"))?;
            let contact = contacts.get(&candidate.seq).copied();
            let tell = |fitting: &Fitting<'_>| fitting.tell(&candidate.person(&written.skills), &written.skills);
            let fit = fitting.as_ref().map(tell);
            cards.push((TalentCard { contact, fit, ..made.card(candidate, &written) }, written));
        }
        Ok(cards)
    }
}

/// An ad of the member's organisation. Another's and one that never was are the same to whoever asks.
async fn own_ad(
    db: &mut Connection,
    slug: &JobSlug,
    member: &EmployerMember,
    spots: &HashMap<String, Spot>,
) -> Result<Ad> {
    let unknown = || Error::field("job", Reason::NotKnown);
    let employer = job::employer_of(db, slug.as_str()).await?;
    if employer.as_deref() != Some(member.employer.slug.as_str()) {
        return Err(unknown());
    }
    matching::ads(db, &[slug.as_str()], spots).await?.pop().ok_or_else(unknown)
}

fn distinct(codes: &[SkillCode]) -> Vec<SkillCode> {
    let mut seen = HashSet::new();
    codes.iter().filter(|code| seen.insert(*code)).cloned().collect()
}

/// Refuses what no talent could answer.
fn check(query: &TalentQuery, taxonomy: &Taxonomy, spots: &HashMap<String, Spot>) -> Result<()> {
    let mut errors = Vec::new();
    for (field, skills) in [("must", &query.must.0), ("nice", &query.nice.0)] {
        if skills.len() as u64 > limits::SEARCH_SKILLS {
            errors.push(FieldError::limited(field, Reason::TooMany, limits::SEARCH_SKILLS));
        } else if !skills.iter().all(|skill| taxonomy.has(skill)) {
            errors.push(FieldError::new(field, Reason::NotKnown));
        }
    }
    if query.q.as_ref().is_some_and(|q| q.chars().count() as u64 > limits::SEARCH_WORDS) {
        errors.push(FieldError::limited("q", Reason::TooLong, limits::SEARCH_WORDS));
    }
    let may_be_only = |part: &String| ONLY.iter().any(|known| known.as_str() == part);
    if query.only.0.len() > ONLY.len() || !query.only.0.iter().all(may_be_only) {
        errors.push(FieldError::new("only", Reason::NotKnown));
    }
    if query.place.as_ref().is_some_and(|place| !spots.contains_key(place.as_str())) {
        errors.push(FieldError::new("place", Reason::NotKnown));
    }
    if query.radius.is_some_and(|radius| !(1..=job_limits::RADIUS_MAX).contains(&radius)) {
        errors.push(FieldError::new("radius", Reason::OutOfRange));
    }
    if query.level.is_some_and(|level| !(3..=8).contains(&level)) {
        errors.push(FieldError::new("level", Reason::OutOfRange));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
