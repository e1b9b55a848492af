//! The lists that forms choose from.

use passerelle_api::{
    account::Language,
    reference::{ListDirectory, ListPlaces, ListSkills, Occupation, Place, Skill},
};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::Result,
    store::{
        occupation,
        reference::{self, Taxonomy},
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
    let mut db = call.app.store.read().await?;
    let mut places = reference::places(&mut db, call.query.lang.unwrap_or(Language::English)).await?;
    places.sort_by_cached_key(|place| (fold(&place.name), place.slug.clone()));
    Ok(places)
}

async fn list_directory(call: Call<ListDirectory>, _: Caller) -> Result<Vec<Occupation>> {
    let mut db = call.app.store.read().await?;
    let mut occupations = occupation::directory(&mut db, call.query.lang.unwrap_or(Language::English)).await?;
    occupations.sort_by_cached_key(|occupation| (fold(&occupation.name), occupation.code.clone()));
    Ok(occupations)
}
