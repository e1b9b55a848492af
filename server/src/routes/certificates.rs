//! Awarding certificates, and letting anybody verify them.

use passerelle_api::{
    account::{Account, Language},
    certificate::{AwardCertificate, Certificate, ListCertificates, ShowCertificate},
};
use passerelle_rules::{award, progress::is_passed};

use crate::{
    auth::{Caller, SignedIn},
    clock::from_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        account,
        certificate::{self, Record},
        course, profile, progress,
        reference::Taxonomy,
        word,
    },
};

/// Who issues.
const ISSUER: &str = "Passerelle";

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(award_certificate).on(show_certificate).on(list_certificates)
}

async fn award_certificate(call: Call<AwardCertificate>, SignedIn(me): SignedIn) -> Result<Certificate> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    // What it shows comes into the profile, which another tab may be hiding.
    account::lock(&mut tx, &me.id).await?;
    let lang = me.language.unwrap_or(Language::English);
    let taxonomy = Taxonomy::load(&mut tx).await?;
    if let Some(record) = certificate::of_course(&mut tx, &me.id, &path.course).await? {
        return view(record, lang, Some(&me), &taxonomy);
    }
    let row = course::find(&mut tx, &path.course).await?;
    let standing = progress::standing(&mut tx, &me.id, &path.course).await?;
    if !is_passed(&standing.chapters) {
        return Err(Error::Conflict("not every quiz of the course is passed"));
    }
    let percent = award::percent(&standing.marks()).ok_or(Error::Conflict("the course has no quiz"))?;
    let mut record = Record {
        code: award::code(&app.random.base32::<16>()?),
        account: me.id.clone(),
        course: path.course.clone(),
        holder: me.name.clone(),
        titles: course::titles(&mut tx, &row.slug).await?.into_iter().collect(),
        minutes: row.minutes()?,
        percent,
        skills: row.skills()?,
        issuer: ISSUER.to_owned(),
        awarded_at: app.clock.now_ms(),
        digest: String::new(),
    };
    record.digest = record.digest_now();
    certificate::award(&mut tx, &record).await?;
    profile::learn_from_certificate(&mut tx, &me.id, &record.skills).await?;
    // Where two tabs asked at once, both get the one that was kept.
    let kept = certificate::of_course(&mut tx, &me.id, &path.course).await?;
    tx.commit().await?;
    view(kept.ok_or_else(|| Error::fault("the certificate was kept and is not there"))?, lang, Some(&me), &taxonomy)
}

async fn show_certificate(call: Call<ShowCertificate>, caller: Caller) -> Result<Certificate> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let record = certificate::find(&mut db, &award::typed_code(path.code.as_str())).await?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    view(record, query.lang.unwrap_or(Language::English), caller.0.as_deref(), &taxonomy)
}

async fn list_certificates(call: Call<ListCertificates>, SignedIn(me): SignedIn) -> Result<Vec<Certificate>> {
    let Call { app, query, .. } = call;
    let mut db = app.store.read().await?;
    let records = certificate::of_account(&mut db, &me.id).await?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    let lang = query.lang.unwrap_or(Language::English);
    records.into_iter().map(|record| view(record, lang, Some(&me), &taxonomy)).collect()
}

/// The certificate in a language, in English or in its first one where it was not awarded in that.
fn view(record: Record, asked: Language, reader: Option<&Account>, taxonomy: &Taxonomy) -> Result<Certificate> {
    let titled = |lang: &str| record.titles.get_key_value(lang);
    let (lang, title) = titled(asked.as_str())
        .or_else(|| titled(Language::English.as_str()))
        .or_else(|| record.titles.first_key_value())
        .ok_or_else(|| Error::fault(format!("certificate {} has no title", record.code)))?;
    Ok(Certificate {
        intact: record.digest == record.digest_now(),
        mine: reader.is_some_and(|reader| reader.id == record.account),
        course_title: title.clone(),
        lang: word(lang)?,
        skills: record.skills.iter().map(|code| taxonomy.skill(code, asked)).collect(),
        awarded_at: from_ms(record.awarded_at)?,
        code: record.code,
        holder: record.holder,
        course: record.course,
        minutes: record.minutes,
        percent: record.percent,
        issuer: record.issuer,
        digest: record.digest,
    })
}
