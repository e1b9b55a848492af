//! Searches for talents that members of an organisation keep: each sees only their own, and of people only whom the organisation may
//! see now. Whoever hid, or keeps the organisation out, is in no count, as if nobody had ever been there.

use std::cmp::Reverse;

use passerelle_api::{
    NoReply,
    account::Language,
    privacy::Seen,
    talent::{TalentCard, TalentQuery},
    talent_search::{
        DeleteTalentSearch, ListTalentSearches, LookAtTalentSearch, SaveTalentSearch, ShowTalentSearchNews,
        TalentSearch, TalentSearchNews,
    },
};

use super::{
    saved_searches::{checked_name, keep, look, own},
    talents::Search,
};
use crate::{
    auth::EmployerMember,
    clock::from_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    search::{
        Ask, Clause,
        talents::{shown_after, shown_between, shown_exactly},
    },
    state::App,
    store::{
        news,
        saved_search::{self, Shelf, StoredSearch},
        talent::{self, Candidate, Depth},
    },
    trail::Who,
};

/// Talents that one answer tells of.
const NEWS: usize = 20;

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_talent_searches)
        .on(save_talent_search)
        .on(delete_talent_search)
        .on(show_talent_search_news)
        .checked()
        .on(look_at_talent_search)
}

fn shelf(member: &EmployerMember) -> Shelf<'_> {
    Shelf::Talents(&member.account.id, &member.employer.slug)
}

async fn list_talent_searches(call: Call<ListTalentSearches>, member: EmployerMember) -> Result<Vec<TalentSearch>> {
    let all = saved_search::list(&mut *call.app.store.read().await?, shelf(&member)).await?;
    let mut shown = Vec::with_capacity(all.len());
    for stored in all {
        shown.push(show(&call.app, stored, &member).await?);
    }
    Ok(shown)
}

async fn save_talent_search(call: Call<SaveTalentSearch>, member: EmployerMember) -> Result<TalentSearch> {
    let Call { app, path, body, .. } = call;
    let name = checked_name(&path.search, &body.name)?;
    let search = TalentQuery { lang: None, cursor: None, ..body.search };
    // What nobody could answer is refused now, and not at each look.
    Search::read(&app, &search, &member).await?;
    let mut tx = member.begin(&app.store).await?;
    keep(&mut tx, shelf(&member), &path.search, name, &search, app.clock.now_ms()).await?;
    let kept = own(&mut tx, shelf(&member), &path.search).await?;
    tx.commit().await?;
    show(&app, kept, &member).await
}

async fn delete_talent_search(call: Call<DeleteTalentSearch>, member: EmployerMember) -> Result<NoReply> {
    let Call { app, path, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    saved_search::delete(&mut tx, shelf(&member), &path.search).await?;
    tx.commit().await
}

async fn show_talent_search_news(call: Call<ShowTalentSearchNews>, member: EmployerMember) -> Result<TalentSearchNews> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    // Taken first, and the index waited for: whoever can be found by then is in this answer, and who comes later is new afterwards.
    let until = news::until(&mut db, news::News::Talents).await?;
    let stored = own(&mut db, shelf(&member), &path.search).await?;
    drop(db);
    app.search.up_to_date(&app.store).await?;
    let stored = StoredSearch {
        search: TalentQuery { lang: Some(query.lang.unwrap_or(Language::English)), ..stored.search },
        ..stored
    };
    let News { search, found, total } = News::newest_first(&app, &stored, &member, until).await?;
    let cards = search.cards(&mut *app.store.read().await?, found, &member, Depth::Card).await?;
    let items: Vec<TalentCard> = cards.into_iter().map(|(card, _)| card).collect();
    app.trail.note(&app, &member, Seen::Results, items.iter().map(|card| Who::Talent(card.id.clone())))?;
    Ok(TalentSearchNews { items, total, at: from_ms(until)? })
}

async fn look_at_talent_search(call: Call<LookAtTalentSearch>, member: EmployerMember) -> Result<TalentSearch> {
    let Call { app, path, body, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    look(&mut tx, shelf(&member), &path.search, &body, app.clock.now()).await?;
    let stored = own(&mut tx, shelf(&member), &path.search).await?;
    tx.commit().await?;
    show(&app, stored, &member).await
}

/// Who can be found since a search's owner looked.
struct News {
    search: Search,
    found: Vec<Candidate>,
    total: u64,
}

impl News {
    /// How many, and some of them, for a count.
    async fn read(app: &App, stored: &StoredSearch<TalentQuery>, member: &EmployerMember) -> Result<Self> {
        let search = Search::read(app, &stored.search, member).await?;
        let (total, keys) = Self::ask(app, &search, shown_after(stored.looked_to), NEWS).await?;
        Self::seen(app, search, total, &keys).await
    }

    /// Those who came last until a moment, the last one first.
    async fn newest_first(
        app: &App,
        stored: &StoredSearch<TalentQuery>,
        member: &EmployerMember,
        until: i64,
    ) -> Result<Self> {
        let search = Search::read(app, &stored.search, member).await?;
        let (total, mut keys) = Self::ask(app, &search, shown_between(stored.looked_to, until), NEWS).await?;
        if total > NEWS as u64 {
            // The index finds sets and does not order by time. More came after `many` than are told of, and not more after
            // `few`, until the two are next to each other.
            let (mut many, mut few) = (stored.looked_to, until);
            while few - many > 1 {
                let middle = many + (few - many) / 2;
                let (after, _) = Self::ask(app, &search, shown_between(middle, until), 0).await?;
                if after > NEWS as u64 { many = middle } else { few = middle }
            }
            keys = Self::ask(app, &search, shown_between(few, until), NEWS).await?.1;
            keys.extend(Self::ask(app, &search, shown_exactly(few), NEWS - keys.len()).await?.1);
        }
        let mut news = Self::seen(app, search, total, &keys).await?;
        // Who came at the same moment stays in the order of the match.
        news.found.sort_by_key(|candidate| Reverse(candidate.shown_ms));
        Ok(news)
    }

    /// How many of those that a search finds are in a set, and the best of them.
    async fn ask(app: &App, search: &Search, within: Clause, limit: usize) -> Result<(u64, Vec<i64>)> {
        let filter = Clause::All(vec![search.filter(None), within]);
        let ask = Ask { filter, grades: search.grades(), facets: vec![], after: None, limit };
        let asked = app.search.find(&app.store, ask).await?;
        Ok((asked.total, asked.hits.iter().map(|hit| hit.key).collect()))
    }

    async fn seen(app: &App, search: Search, total: u64, keys: &[i64]) -> Result<Self> {
        let mut db = app.store.read().await?;
        let found = talent::seen_by(&mut db, search.looking(), keys, &search.lists.spots).await?;
        // Whoever hid since the index learned of them is not counted either.
        let total = total.saturating_sub((keys.len() - found.len()) as u64);
        Ok(Self { search, found, total })
    }
}

async fn show(app: &App, stored: StoredSearch<TalentQuery>, member: &EmployerMember) -> Result<TalentSearch> {
    let new = match News::read(app, &stored, member).await {
        Ok(news) => Some(news.total),
        Err(Error::Invalid(_)) => None,
        Err(other) => return Err(other),
    };
    let StoredSearch { id, name, search, looked_at, .. } = stored;
    Ok(TalentSearch { id, name, search, looked_at: from_ms(looked_at)?, new })
}
