//! Proving that a domain is one's own organisation's, by a text in the DNS.

use passerelle_api::organisation::{DomainLook, DomainProof, LookForDomainProof, ShowDomainProof};
use passerelle_rules::web;

use crate::{
    auth::EmployerMember,
    dns,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        domain::{self, Proof},
        keep_out,
    },
};

/// The servers of a domain are not ours to wear out.
const TURN_MS: i64 = 10_000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show).on(look).conflicts().limited()
}

async fn show(call: Call<ShowDomainProof>, member: EmployerMember) -> Result<DomainProof> {
    let (proof, _) = known(&call.app, &member).await?;
    Ok(proof)
}

async fn look(call: Call<LookForDomainProof>, member: EmployerMember) -> Result<DomainProof> {
    let (app, own) = (&call.app, &member.employer.slug);
    let (proof, website) = known(app, &member).await?;
    if proof.domain.is_none() {
        return Err(Error::Conflict("the organisation has no website with a domain"));
    }
    let now_ms = app.clock.now_ms();
    let mut tx = member.begin(&app.store).await?;
    if !domain::take_turn(&mut tx, own, now_ms - TURN_MS, now_ms).await? {
        return Err(Error::TooMany { retry_after_seconds: TURN_MS.unsigned_abs() / 1000 });
    }
    tx.commit().await?;
    // Nothing of the database is held while others are waited for.
    let look = match dns::texts(&proof.name, app.config.dns).await {
        Ok(texts) if texts.iter().any(|text| text.trim() == proof.text) => DomainLook::Found,
        Ok(_) => DomainLook::NotFound,
        Err(error) => {
            tracing::warn!(%error, "a domain could not be looked up");
            DomainLook::Unreachable
        }
    };
    if look == DomainLook::Found {
        let mut tx = member.begin(&app.store).await?;
        domain::prove(&mut tx, own, &website).await?;
        // Whoever keeps it out keeps out from here on who is at its domain under another entry.
        keep_out::apply(&mut tx, own).await?;
        tx.commit().await?;
    }
    let (proof, _) = known(app, &member).await?;
    Ok(DomainProof { look: Some(look), ..proof })
}

/// What the organisation is to publish, and its website. The word is made when somebody first asks for it.
async fn known(app: &App, member: &EmployerMember) -> Result<(DomainProof, String)> {
    let own = &member.employer.slug;
    let read = domain::find(&mut *app.store.read().await?, own).await?.ok_or(Error::NotFound)?;
    let read = if read.domain_token.is_some() {
        read
    } else {
        let mut tx = app.store.begin().await?;
        domain::keep_token(&mut tx, own, &app.random.id()?).await?;
        let read = domain::find(&mut tx, own).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        read
    };
    let Proof { website, domain_token, domain_verified, .. } = read;
    let domain = web::domain(&website);
    let name = domain.as_ref().map(|domain| format!("_passerelle.{domain}")).unwrap_or_default();
    let text = format!("passerelle={}", domain_token.unwrap_or_default());
    Ok((DomainProof { domain, name, text, verified: domain_verified != 0, look: None }, website))
}
