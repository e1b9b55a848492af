//! The lists that forms choose from.

use passerelle_api::{
    account::Language,
    reference::{ListPlaces, ListSkills, Place, Skill},
};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::Result,
    store::reference::{self, Taxonomy},
    text::fold,
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_skills).on(list_places)
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
