//! Keeping out an organisation that was chosen, however it comes: under another entry of its name, or of its domain.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    id::TalentId,
    organisation::{DecideRegistration, Decision},
    privacy::{BLOCKED_MAX, EmployersQuery, ListEmployers, Privacy, PrivacyChange, SavePrivacy, ShowPrivacy},
    reference::InLanguage,
    talent::{AnswerContact, AskContact, ContactAnswer, ContactStatus, ListTalents, ShowTalent, TalentQuery},
};
use passerelle_server::store::{
    Store,
    bulk::{self, NewEmployer},
    keep_out, outbox,
};

use crate::{
    fixture::{self, contact, profile, talent},
    keep_out::comes,
    support::{Person, Server},
};

async fn chooses(server: &Server, who: &Person, blocked: &[&str]) -> Privacy {
    let blocked = blocked.iter().map(|&slug| slug.into()).collect();
    server.ok(who, SavePrivacy {}, &NoQuery {}, &PrivacyChange { blocked, ..PrivacyChange::default() }).await
}

async fn privacy(server: &Server, who: &Person) -> Privacy {
    server.ok(who, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap()
}

fn kept_out(privacy: &Privacy) -> Vec<&str> {
    privacy.kept_out.iter().map(|employer| employer.name.as_str()).collect()
}

async fn sees(server: &Server, who: &Person, id: &TalentId) -> bool {
    let total = server.ok(who, ListTalents {}, &TalentQuery::default(), &()).await.total;
    let reply = server.call(who, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!((total, reply.status.as_u16()), if total == 0 { (0, 404) } else { (1, 200) });
    total > 0
}

/// Brings companies as a feed does, which says no website.
async fn brings(server: &Server, companies: &[(&str, &str)]) {
    let row = |&(slug, name): &(&str, &str)| NewEmployer {
        name: name.into(),
        website: String::new(),
        ..fixture::employer(slug)
    };
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_employers(&mut tx, &companies.iter().map(row).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn run(server: &Server, statements: &[&'static str]) {
    let mut tx = server.app.store.begin().await.unwrap();
    for &sql in statements {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_company_that_a_feed_brought_is_kept_out_once_it_registers() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    brings(&server, &[("fed-decathlon", "Decathlon")]).await;
    let listed = server.ok(&amina, ListEmployers {}, &EmployersQuery { q: Some("decathlon".into()) }, &()).await;
    chooses(&server, &amina, &[listed[0].slug.as_str()]).await;
    let own = comes(&server, "one", "DECATHLON S.A.", "https://decathlon.example/").await;
    let other = comes(&server, "two", "Decathlon Fans", "https://fans.example/").await;
    assert_eq!((sees(&server, &own, &id).await, sees(&server, &other, &id).await), (false, true));
    assert_eq!(kept_out(&privacy(&server, &amina).await), ["DECATHLON S.A."]);
    chooses(&server, &amina, &[]).await;
    assert!(sees(&server, &own, &id).await, "let in again with the one that brought it");
}

#[tokio::test]
async fn a_colleague_who_registers_the_same_domain_anew_is_kept_out_too() {
    let server = fixture::start().await;
    let acme = comes(&server, "one", "Acme", "https://www.acme.example/").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let ad = "UPDATE jobs SET employer = (SELECT slug FROM employers WHERE name = 'Acme') WHERE slug = 'web'";
    run(&server, &[ad, VERIFIED]).await;
    let ask = AskContact { talent: id.clone() };
    let sent = server.ok(&acme, ask.clone(), &NoQuery {}, &contact("web", "key-00000001")).await;
    // One is here before she declines, and one comes after.
    let before = comes(&server, "two", "Acme Talents", "https://acme.example/talents").await;
    assert!(sees(&server, &before, &id).await);
    let no = ContactAnswer { accept: false, block: true };
    server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &no).await;
    let after = comes(&server, "three", "Acme People", "https://jobs.acme.example/").await;
    let by_name = comes(&server, "four", "ACME SARL", "https://elsewhere.example/").await;
    let other = comes(&server, "five", "Other", "https://notacme.example/").await;
    for out in [&acme, &before, &after, &by_name] {
        assert!(!sees(&server, out, &id).await);
    }
    assert!(sees(&server, &other, &id).await);
    let kept = privacy(&server, &amina).await;
    assert_eq!((kept.blocked.len(), kept_out(&kept)), (1, vec!["ACME SARL", "Acme People", "Acme Talents"]));
    run(
        &server,
        &["UPDATE jobs SET employer = (SELECT slug FROM employers WHERE name = 'Acme People') WHERE slug = 'web'"],
    )
    .await;
    let refused = server.refused(&after, ask, &NoQuery {}, &contact("web", "key-00000002")).await;
    assert_eq!(refused.code, Code::NotFound, "nor can it write to her");
}

const VERIFIED: &str = "UPDATE employers SET domain_verified = 1 WHERE name = 'Acme'";

#[tokio::test]
async fn a_website_that_the_chosen_one_only_states_shuts_no_rival_out() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    comes(&server, "one", "Acme", "https://rival.example/").await;
    let acme =
        server.ok(&amina, ListEmployers {}, &EmployersQuery { q: Some("acme".into()) }, &()).await.remove(0).slug;
    let before = comes(&server, "two", "Rival", "https://rival.example/").await;
    chooses(&server, &amina, &[acme.as_str()]).await;
    let after = comes(&server, "three", "Rival Jobs", "https://jobs.rival.example/").await;
    let by_name = comes(&server, "four", "Acme SAS", "https://elsewhere.example/").await;
    assert_eq!((sees(&server, &before, &id).await, sees(&server, &after, &id).await), (true, true));
    assert!(!sees(&server, &by_name, &id).await);

    // What comes anew, or is chosen anew, once the domain is verified may state it without a proof of its own.
    run(&server, &[VERIFIED]).await;
    let anew = comes(&server, "five", "Other", "https://www.rival.example/").await;
    assert_eq!((sees(&server, &anew, &id).await, sees(&server, &before, &id).await), (false, true));
    chooses(&server, &amina, &[acme.as_str()]).await;
    assert_eq!((sees(&server, &before, &id).await, sees(&server, &after, &id).await), (false, false));
}

#[tokio::test]
async fn one_that_is_here_is_kept_out_once_staff_verify_the_domain_of_the_chosen_one() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    comes(&server, "one", "Acme", "https://example.org/").await;
    let here = comes(&server, "two", "Acme Talents", "https://jobs.example.org/").await;
    let other = comes(&server, "three", "Acme Fans", "https://fans.example/").await;
    let acme = server.ok(&amina, ListEmployers {}, &EmployersQuery { q: Some("acme".into()) }, &()).await.remove(0);
    chooses(&server, &amina, &[acme.slug.as_str()]).await;
    assert!(sees(&server, &here, &id).await);

    let staff = server.person("staff", Role::Staff).await;
    let verified = Decision {
        name: "Acme".into(),
        website: "https://example.org/".into(),
        approve: Some(true),
        reason: None,
        verify_domain: true,
        was: None,
        was_verified: None,
    };
    server.ok(&staff, DecideRegistration { employer: acme.slug }, &InLanguage::default(), &verified).await;
    assert!(!sees(&server, &here, &id).await);
    // Who registered it has an address of that domain, too.
    assert!(!sees(&server, &other, &id).await);
    assert_eq!(kept_out(&privacy(&server, &amina).await), ["Acme Fans", "Acme Talents"]);
}

#[tokio::test]
async fn letting_one_in_again_lets_in_what_its_choice_brought_unless_something_else_keeps_that_out() {
    let server = fixture::start().await;
    brings(&server, &[("fed-velo", "Velo"), ("fed-acme", "Acme")]).await;
    let velo = comes(&server, "one", "Velo SAS", "https://velo.example/").await;
    let acme = comes(&server, "two", "Acme SAS", "https://acme.example/").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let see = async || (sees(&server, &velo, &id).await, sees(&server, &acme, &id).await);
    chooses(&server, &amina, &["fed-velo", "fed-acme"]).await;
    assert_eq!(see().await, (false, false));
    chooses(&server, &amina, &["fed-acme"]).await;
    assert_eq!(see().await, (true, false), "the other choice stands");

    // A name that stands keeps it out, and so does the choice where the name is taken away.
    let named = |named: &[&str], blocked: &[&str]| PrivacyChange {
        named: Some(named.iter().map(|&text| text.to_owned()).collect()),
        blocked: blocked.iter().map(|&slug| slug.into()).collect(),
        ..PrivacyChange::default()
    };
    let save = async |change: PrivacyChange| server.ok(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    save(named(&["acme.example"], &["fed-acme"])).await;
    save(named(&["acme.example"], &[])).await;
    assert_eq!(see().await, (true, false));
    save(named(&["acme.example"], &["fed-acme"])).await;
    save(named(&[], &["fed-acme"])).await;
    assert_eq!(see().await, (true, false));

    // One that is chosen itself stays out by the choice that brought it, once it is let in itself.
    let own = privacy(&server, &amina).await.kept_out[0].slug.clone();
    chooses(&server, &amina, &["fed-acme", own.as_str()]).await;
    let kept = chooses(&server, &amina, &["fed-acme"]).await;
    assert_eq!((kept_out(&kept), see().await), (vec!["Acme SAS"], (true, false)));
    chooses(&server, &amina, &[]).await;
    assert_eq!(see().await, (true, true));
}

#[tokio::test]
async fn a_place_of_everybodys_mail_or_pages_keeps_nobody_else_out() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    comes(&server, "one", "Mailers", "https://gmail.com/").await;
    comes(&server, "two", "Networkers", "https://www.linkedin.com/company/networkers").await;
    let found = server.ok(&amina, ListEmployers {}, &EmployersQuery { q: Some("ers".into()) }, &()).await;
    let slugs: Vec<&str> = found.iter().map(|employer| employer.slug.as_str()).collect();
    assert_eq!(slugs.len(), 2);
    run(&server, &["UPDATE employers SET domain_verified = 1"]).await;
    chooses(&server, &amina, &slugs).await;
    let mail = comes(&server, "three", "Other", "https://gmail.com/").await;
    let page = comes(&server, "four", "Another", "https://www.linkedin.com/company/another").await;
    assert_eq!((sees(&server, &mail, &id).await, sees(&server, &page, &id).await), (true, true));
}

#[tokio::test]
async fn choices_from_before_are_made_up_for_at_the_next_start() {
    let server = fixture::start().await;
    brings(&server, &[("fed-velo", "Velo")]).await;
    let velo = comes(&server, "one", "Velo SAS", "https://velo.example/").await;
    let other = comes(&server, "two", "Other", "https://other.example/").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    chooses(&server, &amina, &["fed-velo"]).await;
    // As an older version left it, which compared typed names alone.
    run(&server, &["DELETE FROM talent_blocks WHERE named IS NOT NULL", "UPDATE employers SET named_form = 1"]).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let talents: Vec<(i64,)> = sqlx::query_as("SELECT seq FROM talents").fetch_all(&mut *tx).await.unwrap();
    outbox::note(&mut tx, &talents.into_iter().map(|(seq,)| seq).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((sees(&server, &velo, &id).await, sees(&server, &other, &id).await), (true, true));
    Store::open(&server.app.config.database).await.unwrap().close().await;
    assert!(!keep_out::is_behind(&mut server.app.store.read().await.unwrap()).await.unwrap());
    assert_eq!((sees(&server, &velo, &id).await, sees(&server, &other, &id).await), (false, true));
}

#[tokio::test]
async fn organisations_of_one_verified_domain_are_one_to_whom_they_ask() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    run(&server, &["UPDATE jobs SET employer = 'beta' WHERE slug = 'data'"]).await;
    let ask = AskContact { talent: id };
    let sent = server.ok(&alpha, ask.clone(), &NoQuery {}, &contact("web", "key-00000001")).await;
    let no = ContactAnswer { accept: false, block: false };
    let declined = server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &no).await;
    assert_eq!(declined.status, ContactStatus::Declined);

    // Whoever only states the domain neither learns that she declined nor is held back by it.
    let same = "UPDATE employers SET website = 'https://acme.example'";
    run(&server, &[same, "UPDATE employers SET domain_verified = 1 WHERE slug = 'alpha'"]).await;
    let show = async || server.ok(&beta, ShowTalent { talent: ask.talent.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!(show().await.ask_from, None);
    run(&server, &["UPDATE employers SET domain_verified = 1"]).await;
    assert!(show().await.ask_from.is_some());
    let refused = server.refused(&beta, ask.clone(), &NoQuery {}, &contact("data", "key-00000002")).await;
    assert_eq!(refused.code, Code::TooMany);
    run(&server, &["UPDATE employers SET website = 'https://beta.example' WHERE slug = 'beta'"]).await;
    let own = server.ok(&beta, ask.clone(), &NoQuery {}, &contact("data", "key-00000003")).await;
    // It waits until its own end, also where the other one was declined after it was sent.
    run(&server, &[same, "UPDATE contacts SET answered_at = answered_at + 86400000 WHERE status = 'declined'"]).await;
    let shown = show().await;
    assert_eq!((shown.card.contact, shown.ask_from), (Some(ContactStatus::Sent), Some(own.expires_at)));
}

/// Requests of alpha that came to nothing on the day of its last one.
const NINETEEN: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 19) \
    INSERT INTO contacts (id, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, message, status, sent_at) \
    SELECT 'request-' || n.i, k.talent, k.employer, k.job, 1, 1, 'EUR', 'month', 'Hello', 'expired', k.sent_at FROM n, contacts k";

#[tokio::test]
async fn the_requests_of_a_day_are_counted_together_for_one_verified_domain() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (_, amina) = talent(&server, "amina", profile()).await;
    let (_, bilal) = talent(&server, "bilal", profile()).await;
    server.ok(&alpha, AskContact { talent: amina }, &NoQuery {}, &contact("web", "key-00000001")).await;
    let same = "UPDATE employers SET website = 'https://acme.example', domain_verified = 1";
    run(&server, &[NINETEEN, "UPDATE jobs SET employer = 'beta' WHERE slug = 'data'", same]).await;
    let ask = AskContact { talent: bilal };
    let refused = server.refused(&beta, ask.clone(), &NoQuery {}, &contact("data", "key-00000002")).await;
    assert_eq!(refused.code, Code::TooMany);
    run(&server, &["UPDATE employers SET domain_verified = 0 WHERE slug = 'beta'"]).await;
    server.ok(&beta, ask, &NoQuery {}, &contact("data", "key-00000003")).await;
}

#[tokio::test]
async fn a_choice_that_declining_made_too_many_can_still_be_saved() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let names: Vec<(String, String)> =
        (0..=BLOCKED_MAX).map(|at| (format!("fed-{at}"), format!("Company {at}"))).collect();
    brings(&server, &names.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect::<Vec<_>>()).await;
    let most: Vec<&str> = names.iter().map(|(slug, _)| slug.as_str()).take(BLOCKED_MAX as usize).collect();
    assert_eq!(chooses(&server, &amina, &most).await.blocked.len() as u64, BLOCKED_MAX);
    let ask = AskContact { talent: id };
    let sent = server.ok(&alpha, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    let no = ContactAnswer { accept: false, block: true };
    server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &no).await;

    let more: Vec<&str> = most.iter().copied().chain(["alpha"]).collect();
    assert_eq!(chooses(&server, &amina, &more).await.blocked.len() as u64, BLOCKED_MAX + 1);
    let most_and_two: Vec<&str> = more.iter().copied().chain(["beta"]).collect();
    let blocked = most_and_two.iter().map(|&slug| slug.into()).collect();
    let change = PrivacyChange { blocked, ..PrivacyChange::default() };
    let problem = server.refused(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("blocked", Reason::TooMany));
    chooses(&server, &amina, &most).await;
    let change = PrivacyChange { blocked: more.iter().map(|&slug| slug.into()).collect(), ..PrivacyChange::default() };
    let problem = server.refused(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany, "as many as there may be again");
    let nobody = server.person("nobody", Role::Learner).await;
    assert_eq!(
        server.refused(&nobody, SavePrivacy {}, &NoQuery {}, &PrivacyChange::default()).await.code,
        Code::Conflict
    );
}
