//! Writing to an organisation without an ad, and what tells that one hires.

use passerelle_api::{account::Language, hiring::HiringFacts, id::AccountId};
use passerelle_rules::ad::fresh;
use passerelle_server::store::{Store, application, hiring, job::JobFilter, need, occupation, own_job, reference};

/// Continues with the organisation, the place and the person of the story before.
pub async fn writing_without_an_ad(store: &Store, employer: &str, place: &str, account: &str, now_ms: i64) {
    let (employer, account) = (employer.into(), AccountId(account.into()));
    let mut tx = store.begin().await.unwrap();
    let names = [("en".to_owned(), "Baking".to_owned())].into_iter().collect();
    occupation::put(&mut tx, &[("D1102".to_owned(), names)]).await.unwrap();
    let today = chrono::DateTime::from_timestamp_millis(now_ms).unwrap();
    let spot = reference::spot(&mut tx, &place.into()).await.unwrap().unwrap();
    let around = reference::places_around(&mut tx, spot, 30).await.unwrap();
    let before = hiring::known(&mut tx, Some(&around), Some("D1102"), fresh(today), 1).await.unwrap();
    assert!(before.is_empty(), "{before:?}");

    hiring::change(&mut tx, &employer, true, &["D1102".into()], &[place.into()], now_ms).await.unwrap();
    hiring::make_standing(&mut tx, "standing", &employer, "Letters", Language::English, &place.into()).await.unwrap();
    let standing = hiring::standing(&mut tx, &employer).await.unwrap().unwrap();
    let known = hiring::known(&mut tx, Some(&around), Some("D1102"), fresh(today), 1).await.unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].facts, HiringFacts { open: true, ads: 0, ads_open: 0, filled: 0, placed: 0 });
    let seats = hiring::seats(&mut tx, std::slice::from_ref(&employer), Language::English).await.unwrap();
    assert!(!seats[&employer].1, "it is from no feed");

    let row = application::NewRow {
        id: "letter",
        job: &standing,
        account: &account,
        profile: "",
        message: "I would like to bake.",
        phone: None,
        cv: None,
        answers: &[],
        occupation: Some(&"D1102".into()),
        now_ms,
    };
    application::insert(&mut tx, &row).await.unwrap();
    let kept = application::find(&mut tx, "letter").await.unwrap().unwrap().application;
    assert_eq!(kept.wish.map(|wish| wish.name), Some("Baking".to_owned()));
    assert_eq!(hiring::waiting(&mut tx, &standing).await.unwrap(), (1, 1));
    assert_eq!(hiring::sent_since(&mut tx, &account, now_ms - 1).await.unwrap(), (1, now_ms));
    assert_eq!(hiring::sent_since(&mut tx, &account, now_ms).await.unwrap(), (0, 0));
    let wanted = own_job::Wanted { job: None, after: None, limit: 1_000 };
    let ever = fresh(chrono::DateTime::UNIX_EPOCH);
    let own = own_job::own(&mut tx, &employer, wanted, Language::English, ever).await.unwrap();
    assert!(own.iter().all(|(_, own)| own.card.slug != standing));
    let wanted = own_job::Wanted { job: None, after: own.last().map(|(mark, _)| mark), limit: 1_000 };
    let behind = own_job::own(&mut tx, &employer, wanted, Language::English, ever).await.unwrap();
    assert!(behind.is_empty(), "{behind:?}");
    assert_eq!(own_job::counts(&mut tx, &employer).await.unwrap().0, own.len() as u64);
    let all = need::survey(&mut tx, &JobFilter::default()).await.unwrap();
    let html = all.asked.iter().find(|asked| asked.skill.as_str() == "html").unwrap();
    assert_eq!((html.must, html.nice, html.employers), (3, 0, 1));
    assert!(need::taught(&mut tx).await.unwrap().contains(&html.skill));
    assert!(all.regions.iter().any(|region| region.region == "Nord" && region.count == 1), "{:?}", all.regions);
    let nord = JobFilter { region: Some("Nord".into()), ..JobFilter::default() };
    assert_eq!(need::survey(&mut tx, &nord).await.unwrap().asked[0].must, 1);
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let twice = hiring::make_standing(&mut tx, "another", &employer, "Letters", Language::English, &place.into()).await;
    assert!(twice.unwrap_err().is_unique_violation(), "one for each organisation");
}
