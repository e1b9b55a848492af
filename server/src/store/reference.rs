//! Skills and places. Both lists are short, so that a search reads the part it needs and decides in memory.

use std::collections::{BTreeMap, HashMap};

use passerelle_api::{
    account::Language,
    id::{PlaceSlug, SkillCode},
    reference::{Place, Skill},
};
use passerelle_rules::{
    distance::{Bounds, Spot, bounds, km},
    matching::Near,
};
use sqlx::AnyConnection;

use super::{Dialect, Sql, json, to_json};
use crate::error::Result;

/// Names by language code.
pub type Names = BTreeMap<String, String>;

/// The name in a language, in English where it lacks it, or else in the first language it has.
pub fn name_in(names: &Names, lang: Language) -> &str {
    let has = |code: &str| names.get(code).map(String::as_str);
    has(lang.as_str())
        .or_else(|| has(Language::English.as_str()))
        .or_else(|| names.values().next().map(String::as_str))
        .unwrap_or("")
}

/// Every skill with its names and the ones near to it.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    names: HashMap<SkillCode, Names>,
    near: Near,
}

impl Taxonomy {
    /// Reads it.
    pub async fn load(db: &mut AnyConnection) -> Result<Self> {
        let rows: Vec<(String, String, String)> = Sql::new("SELECT code, names, near FROM skills").all(db).await?;
        let mut taxonomy = Self::default();
        for (code, names, near) in rows {
            let code = SkillCode(code);
            taxonomy.names.insert(code.clone(), json(&names)?);
            taxonomy.near.insert(code, json(&near)?);
        }
        Ok(taxonomy)
    }

    /// Whether there is such a skill.
    pub fn has(&self, code: &SkillCode) -> bool {
        self.names.contains_key(code)
    }

    /// Whether there are all of these skills.
    pub fn has_all(&self, codes: &[SkillCode]) -> bool {
        codes.iter().all(|code| self.has(code))
    }

    /// The nearness of skills, as the matching reads it.
    pub fn near(&self) -> &Near {
        &self.near
    }

    /// A skill named in a language. A code that is not in the taxonomy any more stands for itself.
    pub fn skill(&self, code: &SkillCode, lang: Language) -> Skill {
        let name = self.names.get(code).map_or(code.as_str(), |names| name_in(names, lang));
        Skill { code: code.clone(), name: name.to_owned() }
    }

    /// The names of every skill, in no order.
    pub fn names(&self) -> impl Iterator<Item = (&SkillCode, &Names)> {
        self.names.iter()
    }

    /// Every skill, in no order.
    pub fn all(&self, lang: Language) -> Vec<Skill> {
        self.names.keys().map(|code| self.skill(code, lang)).collect()
    }
}

#[derive(sqlx::FromRow)]
struct PlaceRow {
    slug: String,
    names: String,
    region: String,
    country: String,
}

/// Every skill with its names, by code.
pub async fn skills(db: &mut AnyConnection) -> Result<Vec<(SkillCode, Names)>> {
    let rows: Vec<(String, String)> = Sql::new("SELECT code, names FROM skills ORDER BY code").all(db).await?;
    rows.into_iter().map(|(code, names)| Ok((SkillCode(code), json(&names)?))).collect()
}

/// Every place that forms offer, in no order. What feeds brought would make that list longer than anybody reads.
pub async fn places(db: &mut AnyConnection, lang: Language) -> Result<Vec<Place>> {
    let rows: Vec<PlaceRow> =
        Sql::new("SELECT slug, names, region, country FROM places WHERE source IS NULL").all(db).await?;
    rows.into_iter().map(|row| place(row.slug, &row.names, row.region, row.country, lang)).collect()
}

/// The place of a slug, where there is one and it is known.
pub async fn place_named(db: &mut AnyConnection, slug: Option<&str>, lang: Language) -> Result<Option<Place>> {
    let Some(slug) = slug else { return Ok(None) };
    let mut sql = Sql::new("SELECT slug, names, region, country FROM places WHERE slug = ");
    sql.bind(slug);
    let row: Option<PlaceRow> = sql.optional(db).await?;
    row.map(|row| place(row.slug, &row.names, row.region, row.country, lang)).transpose()
}

/// A place with its names in every language.
#[derive(Debug, Clone)]
pub struct NamedPlace {
    pub slug: PlaceSlug,
    pub names: Names,
    pub region: String,
    pub country: String,
}

impl NamedPlace {
    /// The place named in a language.
    pub fn place(&self, lang: Language) -> Place {
        Place {
            slug: self.slug.clone(),
            name: name_in(&self.names, lang).to_owned(),
            region: self.region.clone(),
            country: self.country.clone(),
        }
    }
}

/// One place with its names, where there is such a one.
pub async fn named(db: &mut AnyConnection, slug: &PlaceSlug) -> Result<Option<NamedPlace>> {
    let mut sql = Sql::new("SELECT slug, names, region, country FROM places WHERE slug = ");
    sql.bind(slug.as_str());
    let row: Option<PlaceRow> = sql.optional(db).await?;
    let named = |row: PlaceRow| {
        let PlaceRow { slug, names, region, country } = row;
        Ok(NamedPlace { slug: PlaceSlug(slug), names: json(&names)?, region, country })
    };
    row.map(named).transpose()
}

/// A place from its columns.
pub fn place(slug: String, names: &str, region: String, country: String, lang: Language) -> Result<Place> {
    let names: Names = json(names)?;
    Ok(Place { slug: PlaceSlug(slug), name: name_in(&names, lang).to_owned(), region, country })
}

/// A place with all its names.
#[derive(Debug, Clone)]
pub struct Named {
    pub slug: String,
    pub names: Names,
    pub region: String,
    pub country: String,
    pub spot: Spot,
    /// The feed that brought it.
    pub source: Option<String>,
}

impl Named {
    /// The place named in a language.
    pub fn place(&self, lang: Language) -> Place {
        Place {
            slug: PlaceSlug(self.slug.clone()),
            name: name_in(&self.names, lang).to_owned(),
            region: self.region.clone(),
            country: self.country.clone(),
        }
    }
}

/// Every place with all its names, in no order.
pub async fn named_places(db: &mut AnyConnection) -> Result<Vec<Named>> {
    type Row = (String, String, String, String, f64, f64, Option<String>);
    let rows: Vec<Row> = Sql::new("SELECT slug, names, region, country, lat, lon, source FROM places").all(db).await?;
    let named = |(slug, names, region, country, lat, lon, source): Row| {
        Ok(Named { slug, names: json(&names)?, region, country, spot: Spot { lat, lon }, source })
    };
    rows.into_iter().map(named).collect()
}

/// Where a place is.
pub async fn spot(db: &mut AnyConnection, place: &PlaceSlug) -> Result<Option<Spot>> {
    let mut sql = Sql::new("SELECT lat, lon FROM places WHERE slug = ");
    sql.bind(place.as_str());
    let row: Option<(f64, f64)> = sql.optional(db).await?;
    Ok(row.map(|(lat, lon)| Spot { lat, lon }))
}

/// Where every place is.
pub async fn spots(db: &mut AnyConnection) -> Result<HashMap<String, Spot>> {
    let rows: Vec<(String, f64, f64)> = Sql::new("SELECT slug, lat, lon FROM places").all(db).await?;
    Ok(rows.into_iter().map(|(slug, lat, lon)| (slug, Spot { lat, lon })).collect())
}

/// Those of these places that people choose to live in. Of the towns that feeds bring these are few: no list offers them.
pub async fn homes(db: &mut AnyConnection, spots: &HashMap<String, Spot>) -> Result<HashMap<String, Spot>> {
    // Where no feed brought a town, nobody's place is read.
    let sql = Sql::new("SELECT slug FROM places WHERE source IS NULL OR slug IN (SELECT t.place FROM talents t)");
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().filter_map(|(slug,)| spots.get(&slug).copied().map(|spot| (slug, spot))).collect())
}

/// Places with their distance from a spot in kilometres.
#[derive(Debug, Clone)]
pub struct Around {
    dialect: Dialect,
    places: HashMap<String, u32>,
    /// The same as one value, since a statement takes only so many.
    list: String,
}

impl Around {
    fn of(db: &AnyConnection, places: Vec<(String, u32)>) -> Result<Self> {
        let list = to_json(&places)?;
        Ok(Self { dialect: Dialect::of(db), places: places.into_iter().collect(), list })
    }

    /// How far a place is, where it is one of these.
    pub fn distance(&self, place: &str) -> Option<u32> {
        self.places.get(place).copied()
    }

    /// Them as a table of `place` and `km`.
    pub(super) fn push(&self, sql: &mut Sql) {
        match self.dialect {
            Dialect::Sqlite => sql
                .push("SELECT json_extract(a.value, '$[0]') AS place, json_extract(a.value, '$[1]') AS km FROM json_each(")
                .bind(self.list.as_str())
                .push(") a"),
            Dialect::Postgres => sql
                .push("SELECT a.value ->> 0 AS place, (a.value ->> 1)::BIGINT AS km FROM jsonb_array_elements(")
                .bind(self.list.as_str())
                .push("::JSONB) a (value)"),
        };
    }
}

/// A place and no other.
pub fn alone(db: &AnyConnection, place: &PlaceSlug) -> Result<Around> {
    Around::of(db, vec![(place.0.clone(), 0)])
}

/// The places around a spot: the database narrows to a box, the exact distance decides.
pub async fn places_around(db: &mut AnyConnection, centre: Spot, radius_km: u32) -> Result<Around> {
    let Bounds { south, north, west, east } = bounds(centre, radius_km);
    let mut sql = Sql::new("SELECT slug, lat, lon FROM places WHERE lat BETWEEN ");
    sql.bind(south).push(" AND ").bind(north).push(" AND lon BETWEEN ").bind(west).push(" AND ").bind(east);
    let rows: Vec<(String, f64, f64)> = sql.all(db).await?;
    let around = rows.into_iter().map(|(slug, lat, lon)| (slug, km(centre, Spot { lat, lon })));
    Around::of(db, around.filter(|(_, distance)| *distance <= radius_km).collect())
}
