//! What a mask takes out of a text, and what it leaves.

use super::*;

/// The mask of somebody who had no other name.
fn of(name: &str, email: &str) -> Mask {
    Mask::new([name], email)
}

#[test]
fn a_name_is_masked_however_it_is_written() {
    let mask = of("Élodie Le Goff-Ruiz", "elo.legoff@example.org");
    let text = "Je suis ÉLODIE (elodie, E\u{301}lodie) Ruiz; écrivez à elo.legoff@example.org.";
    assert_eq!(mask.apply(text), "Je suis … (…, …) …; écrivez à ….");
}

#[test]
fn words_that_only_hold_a_name_stay() {
    let mask = of("Rose An", "r@example.org");
    assert_eq!(mask.apply("Roseraie, an anagram, r"), "Roseraie, an anagram, r");
}

#[test]
fn arabic_names_are_masked_with_and_without_marks() {
    let mask = of("عَلِي", "a@example.org");
    assert_eq!(mask.apply("أنا علي، مطوّر"), "أنا …، مطوّر");
    assert_eq!(of("محمد علي", "").apply("محمد على، علي"), "… …، …", "as it is written in Egypt");
}

#[test]
fn arabic_names_are_masked_with_what_is_written_onto_them() {
    let mask = of("سارة الحسن", "a@example.org");
    let text = "وسارة تعمل، لسارة خبرة، مع الحسن وبالحسن وللحسن؛ والسارية تبقى";
    assert_eq!(mask.apply(text), "… تعمل، … خبرة، مع … … …؛ والسارية تبقى");
    let mask = of("عبد الله", "a@example.org");
    assert_eq!(mask.apply("عبد الله له خبرة وعبدالله"), "… … له خبرة …");
    assert_eq!(of("علي", "a@example.org").apply("سألت عليًا"), "سألت …");
}

#[test]
fn a_name_written_as_one_word_is_masked() {
    let mask = of("Amina Bel Kader", "x@example.org");
    let text = "GitHub aminabel, BelKader, kaderbel, aminabelkader, aminakader, belle";
    assert_eq!(mask.apply(text), "GitHub …, …, …, …, …, belle");
}

#[test]
fn a_name_in_a_handle_is_masked() {
    let mask = of("Amina Kader", "x@example.org");
    for handle in [
        "@aminakader95",
        "aminakader95",
        "95aminakader",
        "amina_kader95",
        "kader.amina",
        "Amina-Kader-1995",
        "akader",
        "AKader95",
        "a_kader",
        "A.Kader",
        "kadera",
        "aminak95",
        "kamina",
        "k-amina",
        "@zinnia_k",
    ] {
        assert_eq!(mask.apply(&format!("GitHub {handle}, pages")), "GitHub …, pages", "{handle}");
    }
    assert_eq!(mask.apply("xx_amina_xx, dev-kader95, amina/kader"), "xx_…_xx, dev-…, …/…");
    assert_eq!(mask.apply("A. Kader, Amina K."), "A. …, … K.", "what is apart stays apart");
    let several = of("Jean-Pierre Élie", "x@example.org");
    assert_eq!(several.apply("jpelie, jpÉlie2, eliejp, jeanelie, pelie"), "…, …, …, …, …");
}

#[test]
fn what_stands_before_the_at_sign_is_masked_as_a_name_is() {
    let mask = of("Rose Blanc", "zinnia.k42@example.org");
    assert_eq!(mask.apply("zinnia, zinnia95, zinniak, k_zinnia, kzinnia7"), "…, …, …, …, …");
    let mask = of("Rose Blanc", "zinnia42@example.org");
    assert_eq!(mask.apply("zinnia, zinnia42, level 42, 42"), "…, …, level 42, 42");
    assert_eq!(of("", "123456789@example.org").apply("QQ 123456789"), "QQ …");
    let mask = of("Marie Blanc", "marie.2020@example.org");
    assert_eq!(mask.apply("From 2020 to 05/2020, marie2020"), "From 2020 to 05/2020, …", "a year is nobody's");
}

#[test]
fn no_name_makes_a_mask_of_an_everyday_word() {
    for (name, text) in [
        ("Tim Evans", "I work full-time, part time, 2 times"),
        ("Sam Evans", "The same team, the same day"),
        ("Jo Brown", "A job; my job, and jobs"),
        ("Tao He", "What he said: the tests pass, and the site is up"),
        ("An Dang", "Pages and forms, an audit, un an, dans l'an"),
        ("Le Saux", "les pages, le site, « le » droit"),
        ("Ana de Souza", "des pages de vente, de la marque"),
        ("Tea Martin", "A team, in-team reviews"),
        ("Mai Le", "E-mail, mail, le site, elle"),
        ("Dora El", "Del sitio del club, el equipo"),
        ("Lu Ma", "J'ai lu ma fiche"),
        ("María del Carmen de los Santos", "mantenimiento del sitio y de los formularios"),
        ("Nguyễn Thế Anh", "All the tests of the site"),
        ("Sơn Van den Berg", "son site, une fiche sur le web, a van"),
        ("Will Dos Pro", "I will do it; dos pages, un pro"),
        ("علي", "حصلت على شهادة، وعلى خبرة، والدراسات العليا"),
        ("أمل", "دوام كامل، متفرغة كاملًا"),
    ] {
        assert_eq!(of(name, "x@example.org").apply(text), text, "{name}");
    }
}

#[test]
fn an_everyday_word_is_a_name_with_a_capital_or_beside_the_name() {
    let mask = of("Élodie Le Goff", "x@example.org");
    let text = "Le Goff, LE, le goff, elodie  le; le chat, Goff, le site, legoff, le-goff, le_goff95, elodiele";
    assert_eq!(mask.apply(text), "… …, …, … …, …  …; le chat, …, le site, …, …, …, …");
    assert_eq!(of("Li Na", "x@example.org").apply("li na, Na, li"), "… …, …, …");
    assert_eq!(of("Lu Ma", "x@example.org").apply("lu_ma95, lu-ma, Lu Ma"), "…, …, … …");
    assert_eq!(of("Ana do Ó", "x@example.org").apply("@ado, I do it"), "…, I do it");
}

#[test]
fn a_name_of_several_words_is_masked_as_one_word_with_an_initial() {
    for (name, handles) in [
        ("Maria de la Cruz", "delacruz95, mdelacruz, lacruz, mariadelacruz, mcruz"),
        ("Élodie Le Goff", "elegoff, legoff, elgoff"),
        ("Ana de Souza", "adesouza, desouzaa"),
        ("Jan van der Berg", "jvanderberg, vanderberg"),
    ] {
        let masked = vec!["…"; handles.split(", ").count()].join(", ");
        assert_eq!(of(name, "x@example.org").apply(handles), masked, "{name}");
    }
}

#[test]
fn a_handle_hides_nothing_of_the_words_beside_it() {
    let mask = of("Ivan Torres", "i.t@example.org");
    let text = "IT, I.T., front-end, node.js, v1.2.3, C++17, h264, 2019-2024, a-b-c-d-e-f, fin.Torres";
    assert_eq!(mask.apply(text), text.replace("Torres", "…"));
    let mask = of("لطيف أمينة", "x@example.org");
    assert_eq!(mask.apply("طيف ألوان، لطيف"), "طيف ألوان، …", "Arabic writes no initials");
}

#[test]
fn a_name_in_a_script_without_spaces_is_masked_where_it_stands() {
    let mask = of("李 明", "x@example.org");
    assert_eq!(mask.apply("我叫李明 , Li, 明李, 李"), "… , Li, …, 李");
}

#[test]
fn whatever_leads_to_the_person_is_masked_whole() {
    let mask = of("Amina Kader", "amina@example.org");
    let text =
        "Amina: other@mail.example, github.com/amina-k, www.kader.example/cv, +33 6 12 34 56 78. C++17, 2019-2024.";
    assert_eq!(mask.apply(text), "…: …, …, …, …. C++17, 2019-2024.");
}

#[test]
fn a_name_of_before_is_masked_as_the_present_one_is() {
    let mask = Mask::new(["A. Haddad", "Amina Kader", "Rose Paris"], "x@example.org");
    let text = "Amina Haddad, akader95, kader_amina, Rose, paris; roses, comparison, A level";
    assert_eq!(mask.apply(text), "… …, …, …, …, …; roses, comparison, A level");
}

#[test]
fn an_empty_name_masks_nothing() {
    assert_eq!(of("", "").apply("Bonjour à toutes"), "Bonjour à toutes");
}
