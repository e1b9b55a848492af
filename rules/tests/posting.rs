//! What is said of an ad before it is published.

use passerelle_api::{
    NaiveDate,
    account::Language,
    job::{Contract, Pay, PayPeriod, Remote},
    posting::{AdContent, AdField, AdFlaw},
};
use passerelle_rules::posting::blocks;

/// What is said on a day before the ad starts.
fn check(ad: &AdContent) -> Vec<passerelle_api::posting::AdFinding> {
    passerelle_rules::posting::check(ad, day("2026-05-01"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn complete() -> AdContent {
    AdContent {
        title: "Web developer".into(),
        summary: "Pages that everybody can use.".into(),
        description: "You build pages with us.".into(),
        lang: Some(Language::English),
        contract: Some(Contract::Apprenticeship),
        level: Some(4),
        remote: Some(Remote::Hybrid),
        place: Some("rennes".into()),
        occupation: Some("M1805".into()),
        pay: Some(Pay { min: 1_000, max: 1_200, currency: "EUR".into(), period: PayPeriod::Month }),
        start: Some("2026-09-01".parse().unwrap_or_default()),
        training_days: Some(1),
        must: vec!["html".into()],
        steps: "We answer within a week, then meet for an hour.".into(),
        ..AdContent::default()
    }
}

/// The flaws of a description, with the words each is about, and whether it blocks.
fn said(lang: Language, text: &str) -> Vec<(AdFlaw, String, bool)> {
    let ad =
        AdContent { lang: Some(lang), description: text.into(), contract: Some(Contract::Permanent), ..complete() };
    let findings = check(&ad);
    findings.into_iter().map(|found| (found.flaw, found.words.unwrap_or_default(), found.blocks)).collect()
}

#[test]
fn a_complete_ad_in_plain_words_has_nothing_to_mind() {
    assert_eq!(check(&complete()), []);
}

#[test]
fn an_empty_ad_is_told_everything_and_cannot_be_published() {
    let findings = check(&AdContent { contract: Some(Contract::Apprenticeship), ..AdContent::default() });
    let of = |wanted: bool| findings.iter().filter(|f| f.blocks == wanted).map(|f| f.field).collect::<Vec<_>>();
    use AdField::{
        Description, Lang, Level, Must, Occupation, Pay, Place, Remote, Start, Steps, Summary, Title, TrainingDays,
    };
    assert_eq!(of(true), [Title, Summary, Description, Lang, Remote, Place]);
    assert_eq!(of(false), [Occupation, Level, Pay, Start, TrainingDays, Must, Steps]);
    assert!(blocks(&findings));
}

#[test]
fn only_an_apprenticeship_is_asked_for_its_training_days() {
    let ad = AdContent { contract: Some(Contract::Permanent), training_days: None, ..complete() };
    assert_eq!(check(&ad), []);
}

#[test]
fn words_that_keep_people_away_are_found_as_they_are_written() {
    use AdFlaw::{Age, Body, Family, Gendered, Jargon, Native};
    let cases = [
        (
            Language::English,
            "A Rock-Star, Native speaker of Dutch",
            vec![(Native, "Native speaker"), (Jargon, "Rock-Star")],
        ),
        (
            Language::French,
            "Équipe JEUNE, bonne santé, hôtesse",
            vec![(Age, "JEUNE"), (Gendered, "hôtesse"), (Body, "bonne santé")],
        ),
        (Language::Spanish, "Jóvenes sin hijos", vec![(Age, "Jóvenes"), (Family, "sin hijos")]),
        (Language::Arabic, "فريق شابّ لغته الأمّ العربية", vec![(Age, "شابّ"), (Native, "لغته الأمّ")]),
    ];
    for (lang, text, wanted) in cases {
        let wanted: Vec<_> = wanted.into_iter().map(|(flaw, words)| (flaw, words.to_owned(), false)).collect();
        assert_eq!(said(lang, text), wanted, "{text}");
    }
}

#[test]
fn a_sex_or_an_age_blocks() {
    for (lang, text) in [
        (Language::English, "Women only."),
        (Language::English, "You are aged 20 to 30."),
        (Language::French, "Nous recherchons un homme motivé"),
        (Language::French, "Vous avez entre 25 et 35 ans"),
        (Language::Spanish, "Sólo mujeres"),
        (Language::Spanish, "Menores de 30 años"),
        (Language::Arabic, "للإناث فقط"),
        (Language::Arabic, "العمر بين ٢٥ و٣٥ سنة"),
        (Language::French, "For our team: men only"),
        (Language::French, "Équipe de 18-25 ans"),
        (Language::French, "Vous avez 20 à 30 ans"),
        (Language::English, "You are aged 18-25."),
        (Language::Spanish, "Personas de 20 a 30 años"),
        (Language::English, "You must be under 30 years of age."),
        (Language::English, "People between the ages of 20 and 30"),
        (Language::English, "Age: 20-30"),
        (Language::French, "Vous avez maximum 35 ans"),
        (Language::French, "Jusqu’à 30 ans"),
        (Language::Spanish, "Máximo 35 años"),
        (Language::Arabic, "العمر من ٢٠ إلى ٣٠ سنة"),
        (Language::Arabic, "ألّا يزيد عن 35 عامًا"),
    ] {
        assert!(said(lang, text).iter().any(|(.., blocks)| *blocks), "{text}");
    }
}

#[test]
fn plain_sentences_that_ask_for_a_sex_block() {
    for (lang, text, words) in [
        (Language::French, "Nous cherchons un homme", "cherchons un homme"),
        (Language::French, "Il nous faut un jeune homme dynamique de moins de 30 ans", "jeune homme"),
        (Language::French, "L’équipe cherche une femme pour l’accueil", "cherche une femme"),
        (Language::French, "À la recherche d’une femme", "recherche d’une femme"),
        (Language::French, "Recherche homme pour un chantier", "Recherche homme"),
        (Language::French, "Nous recrutons des femmes", "recrutons des femmes"),
        (Language::English, "We want a young man", "young man"),
        (Language::English, "We are looking for a girl", "looking for a girl"),
        (Language::English, "We need a man.", "need a man"),
        (Language::Spanish, "Buscamos un hombre", "Buscamos un hombre"),
        (Language::Spanish, "Se busca mujer", "busca mujer"),
        (Language::Spanish, "Para una chica joven", "chica joven"),
        (Language::Spanish, "Señorita para recepción", "Señorita"),
        (Language::Arabic, "نبحث عن رجل", "نبحث عن رجل"),
        (Language::Arabic, "مطلوب موظفة أنثى", "مطلوب موظفة أنثى"),
        (Language::Arabic, "مطلوب شاب", "مطلوب شاب"),
        (Language::Arabic, "الوظيفة للذكور فقط", "للذكور فقط"),
        (Language::Arabic, "الوظيفة للإناث فقط", "للإناث فقط"),
    ] {
        let wanted = (AdFlaw::SexAsked, words.to_owned(), true);
        assert!(said(lang, text).contains(&wanted), "{text}: {:?}", said(lang, text));
    }
}

#[test]
fn who_asks_for_both_sexes_asks_for_none() {
    for (lang, text) in [
        (Language::French, "Nous cherchons un homme ou une femme"),
        (Language::French, "Nous recherchons une femme/un homme"),
        (Language::French, "Recherche femme ou homme"),
        (Language::French, "Nous recrutons des hommes et des femmes"),
        (Language::French, "Nous cherchons un serveur H/F"),
        (Language::French, "Une interface homme-machine"),
        (Language::French, "Nous cherchons une interface homme-machine"),
        (Language::French, "Directrice ou directeur"),
        (Language::French, "Le projet aide les hommes et les femmes"),
        (Language::English, "We are looking for a man or a woman"),
        (Language::English, "Male or female candidates"),
        (Language::English, "We need a manager"),
        (Language::Spanish, "Buscamos hombres y mujeres"),
        (Language::Spanish, "Buscamos un hombre o una mujer"),
        (Language::Arabic, "الوظيفة للرجال والنساء"),
        (Language::Arabic, "نبحث عن رجل أو امرأة"),
        (Language::Arabic, "مطلوب موظف أو موظفة"),
        (Language::Arabic, "الجنس: ذكر أو أنثى"),
    ] {
        let blocking: Vec<_> = said(lang, text).into_iter().filter(|(.., blocks)| *blocks).collect();
        assert_eq!(blocking, [], "{text}");
    }
    let twice = "Nous cherchons un homme ou une femme. Pour la nuit, nous cherchons un homme.";
    assert_eq!(said(Language::French, twice).len(), 1, "one sex alone is found after both");
}

#[test]
fn a_start_that_is_over_blocks() {
    let ad = complete();
    let flaws = |today: &str| {
        let findings = passerelle_rules::posting::check(&ad, day(today));
        findings.into_iter().map(|found| (found.field, found.flaw, found.blocks)).collect::<Vec<_>>()
    };
    assert_eq!(flaws("2026-09-01"), [], "on the day itself it starts");
    assert_eq!(flaws("2026-09-02"), [(AdField::Start, AdFlaw::Past, true)]);
}

#[test]
fn years_of_experience_are_no_age() {
    for (lang, text) in [
        (Language::French, "De 15 à 20 ans d’expérience"),
        (Language::French, "Entre 2 et 5 ans de pratique"),
        (Language::Spanish, "De 15 a 20 años de experiencia"),
        (Language::French, "Jusqu’à 15 ans d’expérience"),
        (Language::English, "You meet people between 9 and 17."),
        (Language::English, "15 to 20 years of experience"),
        (Language::English, "Experience: 15 to 20 years"),
        (Language::French, "Expérience\u{a0}: de 15 à 20 ans"),
        (Language::French, "Expérience exigée (15-20 ans)"),
        (Language::French, "Expérience en boulangerie :\n- 15 à 20 ans"),
        (Language::French, "Une expérience professionnelle de 15 à 20 ans maximum"),
        (Language::French, "Entre 15 et 20 ans de pratique"),
        (Language::Spanish, "Experiencia: de 15 a 20 años"),
        (Language::Spanish, "Experiencia mínima entre 15 y 20 años"),
        (Language::Arabic, "الخبرة: من ١٥ إلى ٢٠ سنة"),
        (Language::Arabic, "من ١٥ إلى ٢٠ سنة من الخبرة"),
    ] {
        assert_eq!(said(lang, text), [], "{text}");
    }
}

#[test]
fn an_age_beside_experience_is_an_age() {
    for (lang, text) in [
        (Language::French, "Vous avez de 15 à 20 ans"),
        (Language::French, "Vous avez 20 à 30 ans, expérience exigée"),
        (Language::French, "Vous avez entre 25 et 35 ans. Expérience souhaitée."),
        (Language::French, "Vous avez 20 à 30 ans et de l’expérience"),
        (Language::French, "Expérience souhaitée. De 20 à 30 ans"),
        (Language::French, "Expérience exigée\n- 20 à 30 ans"),
        (Language::French, "Avec expérience, vous avez 18-25 ans maximum"),
        (Language::French, "Âge et expérience : 20 à 30 ans"),
        (Language::French, "Jeunes sans expérience : 20 à 30 ans"),
        (Language::French, "Expérience : 15 à 20 ans. Vous avez 20 à 30 ans"),
        (Language::English, "Experience: between 15 and 20 years old"),
        (Language::English, "Aged 20 to 30, experience needed"),
        (Language::Spanish, "De 20 a 30 años, con experiencia"),
        (Language::Spanish, "Experiencia y edad: de 20 a 30 años"),
        (Language::Arabic, "العمر والخبرة: من ٢٠ إلى ٣٠ سنة"),
        (Language::Arabic, "من ٢٠ إلى ٣٠ سنة، خبرة مطلوبة"),
    ] {
        assert!(said(lang, text).iter().any(|(flaw, _, blocks)| *flaw == AdFlaw::AgeLimit && *blocks), "{text}");
    }
}

#[test]
fn a_trade_with_both_its_forms_names_nobody_by_sex() {
    assert_eq!(said(Language::French, "Vendeur/vendeuse, ou serveur, serveuse"), []);
    assert_eq!(said(Language::English, "A waiter or waitress"), []);
    assert_eq!(said(Language::French, "Vendeuse motivée").len(), 1);
    assert_eq!(said(Language::French, "Vendeur ou vendeuse. Et pour le rayon pain, une vendeuse.").len(), 1);
}

#[test]
fn accents_may_be_letters_of_their_own() {
    let text = "Age maximum : voir l'e\u{301}quipe, ho\u{302}tesse";
    assert_eq!(said(Language::French, text).len(), 2, "{:?}", said(Language::French, text));
}

#[test]
fn words_about_those_whom_the_work_is_for_are_advice_once_its_writer_says_so() {
    let ad = AdContent { description: "You lead a sport class for women only.".into(), ..complete() };
    assert!(blocks(&check(&ad)));
    let findings = check(&AdContent { about_public: true, ..ad });
    assert_eq!(findings.iter().map(|f| (f.flaw, f.blocks)).collect::<Vec<_>>(), [(AdFlaw::SexAsked, false)]);
}

#[test]
fn the_law_of_apprenticeship_sets_an_age_itself() {
    let ad = AdContent {
        lang: Some(Language::French),
        description: "Contrat pour les moins de 30 ans.".into(),
        ..complete()
    };
    let findings = check(&ad);
    assert_eq!(findings.iter().map(|f| (f.flaw, f.blocks)).collect::<Vec<_>>(), [(AdFlaw::AgeLimit, false)]);
}

#[test]
fn a_word_is_a_whole_word_and_is_told_once() {
    assert_eq!(said(Language::French, "Jeunesse et Sports"), []);
    assert_eq!(said(Language::English, "young, and young again").len(), 1);
    let ad = AdContent { questions: vec!["Are you a native speaker?".into()], ..complete() };
    assert_eq!(check(&ad).iter().map(|f| f.field).collect::<Vec<_>>(), [AdField::Questions]);
}

#[test]
fn a_question_is_asked_once() {
    let asking = |questions: &[&str]| {
        let questions = questions.iter().map(|&question| question.to_owned()).collect();
        check(&AdContent { questions, ..complete() })
    };
    assert_eq!(asking(&["Why?", "When?", ""]), asking(&[]), "what is empty is no question");
    let findings = asking(&["Why?", "When?", " Why? "]);
    assert_eq!(
        findings.iter().map(|f| (f.field, f.flaw)).collect::<Vec<_>>(),
        [(AdField::Questions, AdFlaw::Repeated)]
    );
    assert!(blocks(&findings) && findings[0].words.as_deref() == Some("Why?"));
}
