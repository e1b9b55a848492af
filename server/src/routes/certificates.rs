//! Awarding certificates, and letting anybody verify them.

use passerelle_api::{
    account::{Account, Language},
    certificate::{AwardCertificate, Certificate, ListCertificates, ShowCertificate},
};
use passerelle_rules::award::typed_code;

use crate::{
    auth::{Caller, SignedIn},
    award::{Holder, award},
    clock::from_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        account,
        certificate::{self, Record},
        reference::Taxonomy,
        word,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(award_certificate).conflicts().on(show_certificate).on(list_certificates)
}

async fn award_certificate(call: Call<AwardCertificate>, SignedIn(me): SignedIn) -> Result<Certificate> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    // What it shows comes into the profile, which another tab may be hiding.
    account::lock(&mut tx, &me.id).await?;
    let lang = me.language.unwrap_or(Language::English);
    let taxonomy = Taxonomy::load(&mut tx).await?;
    let holder = Holder { account: &me.id, name: &me.name };
    let record = award(&mut tx, &app.random, holder, &path.course, app.clock.now_ms()).await?;
    tx.commit().await?;
    view(record, lang, Some(&me), &taxonomy)
}

async fn show_certificate(call: Call<ShowCertificate>, caller: Caller) -> Result<Certificate> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let record = certificate::find(&mut db, &typed_code(path.code.as_str())).await?;
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
