//! The lists that forms choose from.

use passerelle_api::{
    FieldError, Reason,
    account::Language,
    reference::{ListDirectory, ListPlaces, ListSkills, Occupation, Place, Skill, limits},
};
use passerelle_rules::place::best;

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection, occupation,
        reference::{self, Taxonomy, name_in},
    },
    text::fold,
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_skills).on(list_places).on(list_directory)
}

async fn list_skills(call: Call<ListSkills>, _: Caller) -> Result<Vec<Skill>> {
    let mut db = call.app.store.read().await?;
    let mut skills = Taxonomy::load(&mut db).await?.all(call.query.lang.unwrap_or(Language::English));
    skills.sort_by_cached_key(|skill| (fold(&skill.name), skill.code.clone()));
    Ok(skills)
}

async fn list_places(call: Call<ListPlaces>, _: Caller) -> Result<Vec<Place>> {
    let Call { app, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let typed = query.q.unwrap_or_default();
    if typed.chars().count() as u64 > limits::NAME {
        return Err(Error::Invalid(vec![FieldError::limited("q", Reason::TooLong, limits::NAME)]));
    }
    let mut db = app.store.read().await?;
    if !typed.trim().is_empty() {
        return named(&mut db, &fold(&typed), lang).await;
    }
    let mut places = reference::places(&mut db, lang).await?;
    places.sort_by_cached_key(|place| (fold(&place.name), place.slug.clone()));
    Ok(places)
}

/// The places that answer what is typed. Of those that do so as well, the ones that forms offer come first: they are the large towns.
async fn named(db: &mut Connection, typed: &str, lang: Language) -> Result<Vec<Place>> {
    let mut found = Vec::new();
    for place in reference::named_places(db).await? {
        let names: Vec<String> = place.names.values().map(|name| fold(name)).collect();
        if let Some(rank) = best(names.iter().map(String::as_str), typed) {
            found.push((rank, place.source.is_some(), fold(name_in(&place.names, lang)), place));
        }
    }
    found.sort_by(|one, other| (one.0, one.1, &one.2, &one.3.slug).cmp(&(other.0, other.1, &other.2, &other.3.slug)));
    Ok(found.into_iter().take(limits::PLACES).map(|(.., place)| place.place(lang)).collect())
}

async fn list_directory(call: Call<ListDirectory>, _: Caller) -> Result<Vec<Occupation>> {
    let mut db = call.app.store.read().await?;
    let mut occupations = occupation::directory(&mut db, call.query.lang.unwrap_or(Language::English)).await?;
    occupations.sort_by_cached_key(|occupation| (fold(&occupation.name), occupation.code.clone()));
    Ok(occupations)
}
