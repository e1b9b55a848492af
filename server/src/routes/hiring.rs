//! Organisations that are likely to hire, and writing to one of them without an ad.

use passerelle_api::{
    DateTime, Endpoint, FieldError, Reason, Utc,
    account::{Approval, Language},
    hiring::{
        ApplySpontaneously, ChangeOpenness, CompanyList, CompanyQuery, HiringFacts, LikelyCompany, ListCompanies,
        Openness, OpennessChange, OpennessFound, ShowOpenness, limits,
    },
    id::{EmployerSlug, PlaceSlug},
    job::{Application, limits::RADIUS_DEFAULT, limits::RADIUS_MAX, limits::RADIUS_WIDER},
};
use passerelle_rules::{
    ad::fresh,
    feed::rome,
    hiring::{LOOK_BACK_DAYS, rank, signs},
    organisation::{is_overtaken, ordered},
};
use serde::{Deserialize, Serialize};

use super::{
    applications::{self, New},
    companies::{DAY_MS, answering_of, open_to},
};
use crate::{
    auth::{Caller, EmployerMember, SignedIn},
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection, account, employer,
        hiring::{self, Known},
        idempotency::{Claimed, Once},
        occupation, reference,
    },
    text::{fold, is_named},
};

/// Organisations on one page.
const PAGE: usize = 20;

/// Characters of the words that are looked for.
const WORDS_MAX: u64 = 200;

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_companies)
        .on(apply)
        .conflicts()
        .limited()
        .on(show_openness)
        .on(change_openness)
        .conflicts()
}

/// The last organisation of a page, which the next page begins after.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    facts: HiringFacts,
    /// The name as it is compared.
    name: String,
    slug: EmployerSlug,
    /// How far the first page was widened, so that the next ones need not find it out again.
    widened_km: Option<u32>,
}

impl Mark {
    fn of(known: &Known, widened_km: Option<u32>) -> Self {
        Self { facts: known.facts.clone(), name: fold(&known.name), slug: known.slug.clone(), widened_km }
    }

    fn order(&self) -> impl Ord + use<> {
        (rank(&self.facts), self.name.clone(), self.slug.clone())
    }
}

async fn list_companies(call: Call<ListCompanies>, _: Caller) -> Result<CompanyList> {
    let Call { app, query, .. } = call;
    check(&query)?;
    let after: Option<Mark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let widened_km = after.as_ref().and_then(|after| after.widened_km);
    let asked = CompanyQuery { radius: query.radius.or(widened_km), ..query };
    let lang = asked.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    let (mut found, wider_km) = search(&mut db, &asked, app.clock.now()).await?;
    let widened_km = widened_km.or(wider_km);
    let total = found.len() as u64;
    found.sort_by_cached_key(|known| Mark::of(known, None).order());
    if let Some(after) = after {
        let after = after.order();
        found.retain(|known| Mark::of(known, None).order() > after);
    }
    found.truncate(PAGE + 1);
    let next = cursor::page(&mut found, PAGE, |known| Mark::of(known, widened_km))?;
    let slugs: Vec<EmployerSlug> = found.iter().map(|known| known.slug.clone()).collect();
    let mut seats = hiring::seats(&mut db, &slugs, lang).await?;
    let mut items = Vec::with_capacity(found.len());
    for Known { slug, name, facts } in found {
        let Some((place, elsewhere)) = seats.remove(&slug) else { continue };
        let answering = answering_of(&mut db, &slug, app.clock.now_ms()).await?;
        items.push(LikelyCompany { slug, name, place, elsewhere, facts, answering });
    }
    let place = reference::place_named(&mut db, asked.place.as_ref().map(PlaceSlug::as_str), lang).await?;
    Ok(CompanyList { items, total, next, widened_km, place })
}

/// The organisations of a query of which something says that they hire. Where no distance was chosen and nothing is within the usual
/// one, the next wider one is taken at which something is found.
async fn search(db: &mut Connection, query: &CompanyQuery, now: DateTime<Utc>) -> Result<(Vec<Known>, Option<u32>)> {
    let usual = within(db, query, query.radius.unwrap_or(RADIUS_DEFAULT), now).await?;
    if usual.is_empty() && query.place.is_some() && query.radius.is_none() {
        for km in RADIUS_WIDER {
            let wider = within(db, query, km, now).await?;
            if !wider.is_empty() {
                return Ok((wider, Some(km)));
            }
        }
    }
    Ok((usual, None))
}

async fn within(db: &mut Connection, query: &CompanyQuery, km: u32, now: DateTime<Utc>) -> Result<Vec<Known>> {
    let around = match &query.place {
        Some(place) => {
            let centre = reference::spot(db, place).await?.ok_or_else(|| Error::field("place", Reason::NotKnown))?;
            Some(reference::places_around(db, centre, km).await?)
        }
        None => None,
    };
    let occupation = query.occupation.as_ref().and_then(|code| rome(code.as_str()));
    let since_ms = now.timestamp_millis() - LOOK_BACK_DAYS * DAY_MS;
    let today = fresh(now);
    let mut found = hiring::known(db, around.as_ref(), occupation.as_deref(), today, since_ms).await?;
    let words = fold(query.q.as_deref().unwrap_or_default());
    found.retain(|known| !signs(&known.facts).is_empty() && is_named(&known.name, &words));
    Ok(found)
}

/// Refuses values that nothing could answer, instead of answering them with nothing.
fn check(query: &CompanyQuery) -> Result<()> {
    let mut errors = Vec::new();
    if query.radius.is_some_and(|radius| !(1..=RADIUS_MAX).contains(&radius)) {
        errors.push(FieldError::new("radius", Reason::OutOfRange));
    }
    if query.occupation.as_ref().is_some_and(|code| rome(code.as_str()).is_none()) {
        errors.push(FieldError::new("occupation", Reason::NotKnown));
    }
    if query.q.as_ref().is_some_and(|q| q.chars().count() as u64 > WORDS_MAX) {
        errors.push(FieldError::limited("q", Reason::TooLong, WORDS_MAX));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

async fn apply(call: Call<ApplySpontaneously>, SignedIn(me): SignedIn) -> Result<Application> {
    let Call { app, path, body, .. } = call;
    applications::check(&body.application)?;
    let occupation = body.occupation.as_ref().ok_or_else(|| Error::field("occupation", Reason::Required))?;
    let (id, now_ms) = (app.random.id()?, app.clock.now_ms());
    let mut tx = app.store.begin().await?;
    let once = Once { account: &me.id, endpoint: ApplySpontaneously::NAME, key: &body.application.key, now: now_ms };
    let claim = match once.claim(&mut tx, &(&path.company, &body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    // Several at once are counted one after the other. After the key, as wherever both are held: whoever held the account first would
    // wait for who waits for that.
    account::lock(&mut tx, &me.id).await?;
    let company = employer::find(&mut tx, &path.company).await?;
    company.filter(|company| company.approval == Approval::Approved).ok_or(Error::NotFound)?;
    let standing = hiring::standing(&mut tx, &path.company).await?.ok_or(CLOSED)?;
    if !hiring::is_open(&mut tx, &path.company).await? {
        return Err(CLOSED);
    }
    let named = open_to(&mut tx, &path.company, Language::English).await?.occupations;
    if !named.iter().any(|known| known.code == *occupation) {
        return Err(Error::field("occupation", Reason::NotAllowed));
    }
    let (sent, first_ms) = hiring::sent_since(&mut tx, &me.id, now_ms - DAY_MS).await?;
    if sent >= limits::A_DAY {
        let wait_ms = u64::try_from(first_ms + DAY_MS - now_ms).unwrap_or(0);
        return Err(Error::TooMany { retry_after_seconds: wait_ms.div_ceil(1000).max(1) });
    }
    let new = New { id: &id, job: &standing, account: &me.id, occupation: Some(occupation), now_ms };
    let reply = applications::keep(&mut tx, &new, &body.application, &[]).await?;
    claim.settle(&mut tx, &reply, &id).await?;
    tx.commit().await?;
    Ok(reply)
}

const CLOSED: Error = Error::Conflict("the organisation takes no applications without an ad now");

async fn show_openness(call: Call<ShowOpenness>, member: EmployerMember) -> Result<Openness> {
    let mut db = call.app.store.read().await?;
    openness(&mut db, &member.employer.slug, call.query.lang.unwrap_or(Language::English)).await
}

pub(super) async fn openness(db: &mut Connection, own: &EmployerSlug, lang: Language) -> Result<Openness> {
    let open = hiring::is_open(db, own).await?;
    let to = open_to(db, own, lang).await?;
    let job = hiring::standing(db, own).await?;
    let (applications, unanswered) = match &job {
        Some(job) => hiring::waiting(db, job).await?,
        None => (0, 0),
    };
    Ok(Openness { open, to, job, applications, unanswered })
}

async fn change_openness(call: Call<ChangeOpenness>, member: EmployerMember) -> Result<Openness> {
    let Call { app, query, body, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    check_change(&mut tx, &body).await?;
    let OpennessChange { open, occupations, places, was } = body;
    let kept = ordered(openness(&mut tx, own, Language::English).await?.found());
    let sent = ordered(OpennessFound { open, occupations, places });
    if is_overtaken(was.map(ordered).as_ref(), &kept, &sent) {
        return Err(Error::Conflict("what the organisation takes applications for was changed meanwhile"));
    }
    hiring::change(&mut tx, own, open, &sent.occupations, &sent.places, app.clock.now_ms()).await?;
    if open && hiring::standing(&mut tx, own).await?.is_none() {
        let company = employer::find(&mut tx, own).await?.ok_or(Error::NotFound)?;
        let lang = company.text.lang.unwrap_or(Language::English);
        let place = company.text.place.ok_or(Error::NotFound)?;
        hiring::make_standing(&mut tx, &app.random.id()?, own, title(lang), lang, &place).await?;
    }
    let reply = openness(&mut tx, own, query.lang.unwrap_or(Language::English)).await?;
    tx.commit().await?;
    Ok(reply)
}

/// What stands on the organisation's board where the title of an ad would, in its language.
const fn title(lang: Language) -> &'static str {
    match lang {
        Language::English => "Spontaneous applications",
        Language::French => "Candidatures spontanées",
        Language::Spanish => "Candidaturas espontáneas",
        Language::Arabic => "طلبات بلا إعلان",
    }
}

async fn check_change(db: &mut Connection, body: &OpennessChange) -> Result<()> {
    let mut errors = Vec::new();
    let counts = [
        ("occupations", body.occupations.len() as u64, limits::OCCUPATIONS),
        ("places", body.places.len() as u64, limits::PLACES),
    ];
    for (field, count, most) in counts {
        if count > most {
            errors.push(FieldError::limited(field, Reason::TooMany, most));
        } else if count == 0 && body.open {
            errors.push(FieldError::new(field, Reason::Required));
        }
    }
    // What is too much is not looked up.
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    for code in &body.occupations {
        if occupation::find(db, Some(code.as_str()), Language::English).await?.is_none() {
            return Err(Error::field("occupations", Reason::NotKnown));
        }
    }
    for place in &body.places {
        if reference::spot(db, place).await?.is_none() {
            return Err(Error::field("places", Reason::NotKnown));
        }
    }
    Ok(())
}
