use super::*;
use crate::company::without_form as company;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn today() -> NaiveDate {
    day(5, 1)
}

const TEXT: &str = "nous cherchons une personne pour tenir la boutique le matin et le soir avec une equipe de cinq personnes qui \
                    aime le pain et les gens du quartier et qui se leve tot";

fn ad(slug: &str, source: Source, posted: i64) -> Ad {
    let digest = "d".to_owned();
    Ad {
        slug: slug.into(),
        source,
        posted_ms: posted * DAY_MS,
        first_ms: posted * DAY_MS,
        added_ms: posted * DAY_MS,
        ended_ms: None,
        last_day: day(8, 1),
        said: Said { remote: "on-site".into(), remote_said: true, ..Said::default() },
        digest,
        sketch: Sketch::of(TEXT),
    }
}

fn here(slug: &str, posted: i64) -> Ad {
    ad(slug, Source::Here("alpha".into()), posted)
}

fn fed(slug: &str, feed: &str, posted: i64) -> Ad {
    Ad { digest: format!("of {feed}"), ..ad(slug, Source::Feed(feed.into()), posted) }
}

/// Which ad stands for each.
fn kept(ads: &[Ad]) -> Vec<Option<String>> {
    repeats(ads, today()).into_iter().map(|found| found.kept.map(|(slug, _)| slug)).collect()
}

fn some(slug: &str) -> Option<String> {
    Some(slug.to_owned())
}

#[test]
fn a_company_is_the_same_without_its_legal_form() {
    for name in ["dupont fils", "dupont fils sas", "sarl dupont fils", "dupont fils s a s", "dupont fils gmbh co kg"] {
        assert_eq!(company(name), "dupont fils", "{name}");
    }
    assert_eq!(company("panaderia s l"), "panaderia");
    assert_eq!(company("acme ltd"), company("acme inc"));
    assert_eq!(company("المخبز ش م م"), "المخبز");
    assert_eq!((company("sas").as_str(), company("").as_str()), ("sas", ""), "nothing else would be left");
    assert_ne!(company("dupont pere"), company("dupont fils"));
}

#[test]
fn a_title_is_the_same_whoever_it_is_addressed_to() {
    for name in ["boulanger", "boulanger h f", "boulanger f h", "boulanger f h x", "boulanger m w d"] {
        assert_eq!(title(name), "boulanger", "{name}");
    }
    assert_eq!(title("conducteur permis e"), "conducteur permis e", "one letter may mean anything");
    assert_eq!(title("h f"), "h f");
}

#[test]
fn a_sketch_is_near_where_nearly_everything_is_said_again() {
    let sketch = Sketch::of(TEXT);
    assert!(sketch.is_near(&sketch) && Sketch::read(&sketch.written()) == sketch);
    let more = format!("{TEXT} postulez");
    assert!(sketch.is_near(&Sketch::of(&more)));
    let other = "nous cherchons une personne pour tenir les comptes d une petite entreprise du batiment trois jours par semaine";
    assert!(!sketch.is_near(&Sketch::of(other)));
    assert!(!Sketch::of("").is_near(&Sketch::of("")), "nothing is said by both");
    assert!(Sketch::of("un stage").is_near(&Sketch::of("un stage")));
    assert_eq!(Sketch::read("no sketch"), Sketch::default());
}

#[test]
fn of_what_an_organisation_posts_again_the_newer_stays() {
    assert_eq!(kept(&[here("one", 1), here("two", 2)]), [some("two"), None]);
    for change in [
        |ad: &mut Ad| ad.said.training_days = Some(2),
        |ad: &mut Ad| ad.said.level = Some(4),
        |ad: &mut Ad| ad.said.occupation = Some("M1805".into()),
        |ad: &mut Ad| ad.said.remote_said = false,
        |ad: &mut Ad| ad.said.duration_months = Some(12),
        |ad: &mut Ad| ad.digest = "other words".into(),
    ] {
        let mut changed = here("two", 2);
        change(&mut changed);
        assert_eq!(kept(&[here("one", 1), changed]), [None, None], "who says something else means it");
    }
}

#[test]
fn one_that_was_posted_here_comes_before_one_of_a_feed_and_then_the_older() {
    assert_eq!(kept(&[fed("feed", "a", 1), here("own", 2)]), [some("own"), None]);
    assert_eq!(kept(&[fed("newer", "a", 2), fed("older", "b", 1)]), [some("older"), None]);
    let later = Ad { first_ms: 9 * DAY_MS, ..fed("again", "a", 1) };
    assert_eq!(kept(&[later, fed("first", "b", 1)]), [some("first"), None], "of one day, the first that came");
    assert_eq!(kept(&[fed("one", "a", 1), fed("two", "a", 2)]), [None, some("one")], "twice in one feed");
    let other = ad("theirs", Source::Here("beta".into()), 1);
    assert_eq!(kept(&[other, here("own", 2)]), [None, None], "no organisation hides what another posts here");
}

#[test]
fn nobody_misses_what_is_hidden() {
    let paid = |slug: &str, feed: &str, pay| {
        let mut ad = fed(slug, feed, 1);
        ad.said.pay_month = pay;
        ad
    };
    let mut own = here("own", 2);
    assert_eq!(kept(&[own.clone(), paid("feed", "a", Some(2_000))]), [None, None], "searches by pay find only one");
    own.said.pay_month = Some(2_000);
    assert_eq!(kept(&[own.clone(), paid("feed", "a", Some(2_000))]), [None, some("own")]);
    assert_eq!(kept(&[own.clone(), paid("feed", "a", None)]), [None, some("own")], "nothing said contradicts nothing");
    assert_eq!(kept(&[own.clone(), paid("feed", "a", Some(1_900))]), [None, None]);
    let mut levelled = fed("feed", "a", 1);
    levelled.said.level = Some(5);
    own.said.pay_month = None;
    assert_eq!(kept(&[own, levelled]), [None, some("own")], "who asks for no level is found by all");
    let starts = |ad: Ad| Ad { said: Said { start: Some("2026-09-01".into()), ..ad.said.clone() }, ..ad };
    let (silent, dated) = (fed("older", "a", 1), starts(fed("newer", "b", 2)));
    assert_eq!(kept(&[silent.clone(), dated.clone()]), [None, None], "searches by the start find only one");
    assert_eq!(kept(&[starts(silent.clone()), dated.clone()]), [None, some("older")]);
    assert_eq!(kept(&[silent, starts(here("own", 2))]), [some("own"), None]);
    assert_eq!(kept(&[here("own", 2), dated]), [None, some("own")], "posted here without a day is found on each");
    let other = Ad { sketch: Sketch::of("something else is said here altogether"), ..fed("feed", "a", 1) };
    assert_eq!(kept(&[here("own", 2), other]), [None, None]);
}

#[test]
fn who_does_not_say_where_the_work_is_done_hides_nobody_who_does() {
    let silent = |ad: Ad| Ad { said: Said { remote_said: false, ..ad.said.clone() }, ..ad };
    let (older, newer) = (fed("older", "a", 1), fed("newer", "b", 2));
    assert_eq!(kept(&[silent(older.clone()), newer.clone()]), [None, None]);
    assert_eq!(
        kept(&[older.clone(), silent(newer.clone())]),
        [None, some("older")],
        "what says it stands for what does not"
    );
    assert_eq!(kept(&[silent(older.clone()), silent(newer.clone())]), [None, some("older")]);
    assert_eq!(kept(&[silent(older.clone()), here("own", 2)]), [some("own"), None]);
    let mut hybrid = newer;
    hybrid.said.remote = "hybrid".into();
    assert_eq!(kept(&[older, hybrid]), [None, None], "searches find only one");
}

#[test]
fn what_ended_stands_for_nothing_and_leads_to_what_is_open() {
    let closed = Ad { ended_ms: Some(5 * DAY_MS), ..here("own", 2) };
    assert_eq!(kept(&[closed, fed("feed", "a", 1)]), [some("feed"), None]);
    let stale = Ad { last_day: day(4, 30), ..fed("older", "a", 1) };
    assert_eq!(kept(&[stale.clone(), fed("newer", "b", 2)]), [some("newer"), None]);
    assert_eq!(kept(&[stale.clone(), Ad { last_day: day(4, 1), ..fed("newer", "b", 2) }]), [None, None]);
    assert_eq!(kept(&[stale, Ad { last_day: today(), ..fed("newer", "b", 2) }]), [some("newer"), None]);
}

#[test]
fn each_comes_back_once_all_before_it_are_over() {
    let lasts = |slug: &str, feed: &str, posted, last_day| Ad { last_day, ..fed(slug, feed, posted) };
    let ads = [lasts("a", "a", 1, day(6, 1)), lasts("b", "b", 2, day(7, 1)), lasts("c", "c", 3, day(8, 1))];
    let found = repeats(&ads, today());
    let until = |at: usize| found[at].kept.clone().map(|(_, until)| until);
    assert_eq!([until(0), until(1), until(2)], [None, Some(day(6, 1)), Some(day(7, 1))]);
}

#[test]
fn a_repeat_is_here_since_the_ad_that_it_goes_on_with() {
    let since = |ads: &[Ad]| repeats(ads, today()).iter().map(|found| found.added_ms / DAY_MS).collect::<Vec<_>>();
    assert_eq!(since(&[here("one", 20_500), here("two", 20_540)]), [20_500, 20_500]);
    let closed = |days: i64| Ad { ended_ms: Some(days * DAY_MS), ..here("one", 20_500) };
    assert_eq!(since(&[closed(20_510), here("two", 20_540)]), [20_500, 20_500]);
    assert_eq!(since(&[closed(20_509), here("two", 20_540)]), [20_500, 20_540], "after long it is news again");
    assert_eq!(since(&[here("one", 20_500), fed("two", "a", 20_400)]), [20_400, 20_400]);
    let other = Ad { digest: "other".into(), ..here("two", 20_540) };
    assert_eq!(since(&[here("one", 20_500), other]), [20_500, 20_540]);
}

#[test]
fn a_repeat_that_says_more_is_news_to_whoever_looks_for_that() {
    let since = |ads: &[Ad]| repeats(ads, today()).iter().map(|found| found.added_ms / DAY_MS).collect::<Vec<_>>();
    let silent = fed("feed", "a", 20_500);
    let mut paid = here("own", 20_510);
    paid.said.pay_month = Some(2_000);
    assert_eq!(kept(&[silent.clone(), paid.clone()]), [some("own"), None]);
    assert_eq!(since(&[silent.clone(), paid.clone()]), [20_500, 20_510], "no search by pay found it before");
    let again =
        Ad { added_ms: 20_520 * DAY_MS, posted_ms: 20_520 * DAY_MS, ..Ad { slug: "again".into(), ..paid.clone() } };
    assert_eq!(since(&[silent.clone(), paid.clone(), again]), [20_500, 20_510, 20_510], "and then it did");
    let mut plain = here("own", 20_510);
    plain.said.accessible = true;
    assert_eq!(since(&[silent.clone(), plain]), [20_500, 20_510]);
    let mut levelled = here("own", 20_510);
    levelled.said.level = Some(4);
    assert_eq!(since(&[silent.clone(), levelled]), [20_500, 20_500], "who says no level was found by each");
    let mut dated = here("own", 20_510);
    dated.said.start = Some("2026-09-01".into());
    assert_eq!(
        since(&[silent, dated]),
        [20_500, 20_510],
        "searches by the start found none of a feed that says no day"
    );
}

#[test]
fn an_ad_that_comes_back_is_news_where_nobody_could_find_it_for_long() {
    let news = |ended: Option<i64>, back: i64| {
        let added = midnight(day(1, 1)) - DAY_MS;
        let at = |days: i64| added + days * DAY_MS;
        comes_back_as_news(added, day(5, 1), ended.map(at), at(back))
    };
    assert!(!news(Some(50), 80) && news(Some(50), 81), "thirty days after it was closed");
    assert!(!news(None, 151) && news(None, 152), "the first of May is over after 121 days");
    assert!(!news(Some(140), 151) && news(Some(140), 152), "closed when it was over already");
    assert!(!news(None, 20), "it is found still");
    let came = midnight(day(6, 1));
    assert!(comes_back_as_news(came, day(5, 1), None, came + DAY_MS), "it came when it was over");
    assert!(!comes_back_as_news(came, day(8, 1), Some(came + DAY_MS), came + 2 * DAY_MS));
}

#[test]
fn many_ads_of_one_name_are_compared_in_one_go() {
    let many: Vec<Ad> = (0..20_000)
        .map(|number| Ad {
            digest: format!("{}", number / 2),
            sketch: Sketch::default(),
            ..here(&number.to_string(), number)
        })
        .collect();
    let hidden = kept(&many).into_iter().flatten().count();
    assert_eq!(hidden, 10_000);
}
