//! The kind of contract that a row says, in the four languages: in its own field, or else in its title. A word that may mean two kinds says
//! none.

use passerelle_api::{account::Language, job::Contract};

use super::{
    Refusal, Why,
    words::{line, plain, split},
};

/// The contract of its own field, or else the one that the title says.
pub fn contract_of(said: &str, title: &str, lang: Language) -> Result<Contract, Refusal> {
    if is_of_another_training(said, title) {
        return Err(Refusal::new("contract", Why::NotOffered, said));
    }
    match contract(said).or_else(|| contract_in_title(title, lang)) {
        Some(contract) => Ok(contract),
        None if line(said).is_empty() || names_working_time(said) => Err(Refusal::new("contract", Why::Missing, said)),
        None => Err(Refusal::new("contract", Why::NotOffered, said)),
    }
}

/// Whether it is a `contrat de professionnalisation` and not an apprenticeship as well: pay and steps of it are others, so that it is not
/// called one, for all that both are `alternance`.
fn is_of_another_training(said: &str, title: &str) -> bool {
    let (said, title) = (split(said), split(title));
    let in_title = |words: &[String]| words[0] == "contrat" && words[2] == "professionnalisation";
    let names = said.iter().any(|word| word == "professionnalisation") || title.windows(3).any(in_title);
    names && !said.iter().chain(&title).any(|word| word.starts_with("apprenti"))
}

/// The kind of contract that a field says. An apprenticeship is one whatever contract it is in.
pub fn contract(said: &str) -> Option<Contract> {
    let words = split(said);
    let at = |at: usize| contract_word(&words[at]).or_else(|| in_spanish(&words, at)).or_else(|| in_arabic(&words, at));
    let said: Vec<Contract> = (0..words.len()).filter_map(at).collect();
    let has = |contract| said.contains(&contract).then_some(contract);
    let first = || said.first().copied().filter(|first| *first == Contract::Internship || !is_for_training(&words));
    has(Contract::Apprenticeship).or_else(|| has(Contract::TrainThenHire)).or_else(first)
}

/// What a word says of a contract.
fn contract_word(word: &str) -> Option<Contract> {
    match word {
        _ if word.starts_with("alternan") || word.starts_with("apprenti") => Some(Contract::Apprenticeship),
        "poe" | "poei" | "poec" => Some(Contract::TrainThenHire),
        "aprendiz" | "aprendices" => Some(Contract::Apprenticeship),
        "stage" | "stages" | "stagiaire" | "intern" | "internship" | "practicas" => Some(Contract::Internship),
        "becario" | "becaria" | "pasantia" | "pasantias" => Some(Contract::Internship),
        "cdi" | "permanent" | "indefinido" => Some(Contract::Permanent),
        "cdd" | "interim" | "interimaire" | "temporary" | "temporal" => Some(Contract::FixedTerm),
        _ => None,
    }
}

/// What a Spanish word says of a contract with those before it, in a field that is about contracts: elsewhere `aprendizaje` is what schools
/// and machines do. `fijo` alone is not there, because a day, a place and a term of a contract are called so.
fn in_spanish(words: &[String], at: usize) -> Option<Contract> {
    let before = |by: usize| at.checked_sub(by).map_or("", |at| words[at].as_str());
    let is_of_time = ["tiempo", "duracion", "plazo", "periodo", "termino"].contains(&before(1));
    match words[at].as_str() {
        "aprendizaje" => Some(Contract::Apprenticeship),
        "contratacion" if before(2) == "compromiso" => Some(Contract::TrainThenHire),
        // Without a word of time these say that nothing is settled.
        "indeterminado" | "indeterminada" if is_of_time => Some(Contract::Permanent),
        "determinado" | "determinada" | "fijo" if is_of_time => Some(Contract::FixedTerm),
        _ => None,
    }
}

/// What an Arabic word says of a contract with those beside it. `تدريب` alone is any training, of apprentices and of interns.
fn in_arabic(words: &[String], at: usize) -> Option<Contract> {
    let word = |at: usize| words.get(at).map_or("", |word| without_article(word));
    match (at.checked_sub(1).map_or("", word), word(at), word(at + 1)) {
        ("غير", "محدد" | "محدده" | "محدود" | "محدوده", "مده") => Some(Contract::Permanent),
        // Whatever is denied is not said.
        ("غير", _, _) => None,
        (_, "تلمذه" | "تمهين", _) | (_, "تدرج", "مهني") => Some(Contract::Apprenticeship),
        (_, "منتهي", "بالتوظيف") => Some(Contract::TrainThenHire),
        (_, "تربص", _) | (_, "تدريب", "عملي" | "داخلي" | "صيفي") => Some(Contract::Internship),
        (_, "دايم" | "دايمه", _) => Some(Contract::Permanent),
        (_, "موقت" | "موقته", _) | (_, "محدد" | "محدده" | "محدود" | "محدوده", "مده") => {
            Some(Contract::FixedTerm)
        }
        _ => None,
    }
}

/// An Arabic word without the article that stands in one with it.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").unwrap_or(word)
}

/// Whether a field speaks of a contract for training, which may be one of apprentices or of interns, for however long it is.
fn is_for_training(words: &[String]) -> bool {
    let spanish = |near: &[String]| {
        let mut behind = near.iter().skip(1);
        near[0] == "contrato" && behind.any(|word| ["formacion", "formativo"].contains(&word.as_str()))
    };
    let arabic =
        |pair: &[String]| without_article(&pair[0]) == "عقد" && ["تدريب", "تكوين"].contains(&without_article(&pair[1]));
    // "Contrato para la formación" has two words between.
    let near = |at: usize| &words[at..words.len().min(at + 4)];
    (0..words.len()).any(|at| spanish(near(at))) || words.windows(2).any(arabic)
}

/// The kind of contract that a title says: as its first word, between brackets, or as `en alternance`. Elsewhere the word may be what
/// the work is about.
fn contract_in_title(title: &str, lang: Language) -> Option<Contract> {
    let words = split(title);
    let is_english = lang == Language::English;
    // In English a stage is where people act, or a part of something.
    let word = |word: &String| contract_word(word).filter(|_| !is_english || !word.starts_with("stage"));
    // In Arabic what kind of contract it is stands behind that word.
    let arabic = |words: &[String]| {
        let begins = words.first().is_some_and(|word| without_article(word) == "عقد");
        in_arabic(words, usize::from(begins))
    };
    let said = |words: &[String]| words.first().and_then(word).or_else(|| arabic(words));
    let first = if is_english && begins_with_its_subject(title) { None } else { said(&words) };
    let bracketed = || {
        let inside = title.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
        inside.map(|(inside, _)| inside).find_map(|inside| said(&split(inside)))
    };
    let told = || words.windows(2).filter(|pair| pair[0] == "en").find_map(|pair| contract_word(&pair[1]));
    first.or_else(bracketed).or_else(told)
}

/// Whether an English title begins with what the work is about: an apprenticeship assessor is no apprentice.
fn begins_with_its_subject(title: &str) -> bool {
    let (first, rest) = title.trim_start().split_once(' ').unwrap_or_default();
    let next = plain(rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    ["apprenticeship", "apprenticeships", "internship"].contains(&plain(first).as_str())
        && !["", "in", "as", "at", "for", "with"].contains(&next.as_str())
}

/// Whether a field of contracts only says how long the days are.
fn names_working_time(said: &str) -> bool {
    let known = ["full", "part", "time", "temps", "plein", "partiel", "other"];
    let spanish = ["jornada", "media", "completa", "completo", "tiempo", "parcial"];
    let arabic = ["دوام", "كامل", "كلي", "جزيي"];
    let is_known =
        |word: &str| known.contains(&word) || spanish.contains(&word) || arabic.contains(&without_article(word));
    split(said).iter().all(|word| is_known(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contracts_are_told_by_their_words() {
        for (said, contract_said) in [
            ("CDD - Alternance - Contrat d'apprentissage", Some(Contract::Apprenticeship)),
            ("CDI", Some(Contract::Permanent)),
            ("TEMPORARY", Some(Contract::FixedTerm)),
            ("INTERN", Some(Contract::Internship)),
            ("International", None),
            ("VIE", None),
            ("FULL_TIME", None),
        ] {
            assert_eq!(contract(said), contract_said, "{said}");
        }
        assert!(names_working_time("FULL_TIME") && names_working_time("Temps plein") && !names_working_time("VIE"));
    }

    #[test]
    fn another_contract_for_training_is_no_apprenticeship() {
        let refused = |said: &str, title: &str| contract_of(said, title, Language::French).unwrap_err().why;
        for (said, title) in [
            ("CDI - Alternance - Contrat de professionnalisation", "Boucher H/F"),
            ("Contrat de professionnalisation", "ALTERNANCE - Boucher H/F"),
            ("CDD", "Boucher en alternance (contrat de professionnalisation)"),
        ] {
            assert_eq!(refused(said, title), Why::NotOffered, "{said}, {title}");
        }
        for (said, title) in [
            ("Alternance", "Boucher H/F"),
            ("Contrat d'apprentissage ou de professionnalisation", "Boucher H/F"),
            ("Contrat de professionnalisation", "Boucher en apprentissage ou en contrat de professionnalisation"),
        ] {
            assert_eq!(contract_of(said, title, Language::French), Ok(Contract::Apprenticeship), "{said}, {title}");
        }
        let title = "Conseiller en professionnalisation H/F";
        assert_eq!(contract_of("CDI", title, Language::French), Ok(Contract::Permanent));
    }

    #[test]
    fn a_title_says_a_contract_only_where_that_is_what_it_says() {
        for (title, said) in [
            ("ALTERNANCE - Boucher F/H", Some(Contract::Apprenticeship)),
            ("Conseiller commercial en Alternance (H/F)", Some(Contract::Apprenticeship)),
            ("Conseiller entreprise h/f (CDI)", Some(Contract::Permanent)),
            ("Responsable alternance et stages H/F", None),
            ("Chargé de relations apprentis", None),
        ] {
            assert_eq!(contract_in_title(title, Language::French), said, "{title}");
        }
        for (title, said) in [
            ("Stage Manager", None),
            ("Nurse (Stage 2)", None),
            ("Apprenticeship Assessor", None),
            ("Internship Coordinator", None),
            ("Apprenticeship in Carpentry", Some(Contract::Apprenticeship)),
            ("Apprenticeship - Carpenter", Some(Contract::Apprenticeship)),
            ("Internship: data", Some(Contract::Internship)),
            ("Apprentice Carpenter", Some(Contract::Apprenticeship)),
        ] {
            assert_eq!(contract_in_title(title, Language::English), said, "{title}");
        }
        assert_eq!(contract_in_title("Stage de boulangerie", Language::French), Some(Contract::Internship));
    }

    #[test]
    fn contracts_are_told_by_the_words_of_each_language() {
        for (said, contract_said) in [
            ("Contrato de aprendizaje", Some(Contract::Apprenticeship)),
            ("Aprendiz", Some(Contract::Apprenticeship)),
            ("Formación en alternancia", Some(Contract::Apprenticeship)),
            ("Prácticas", Some(Contract::Internship)),
            ("Becaria", Some(Contract::Internship)),
            ("Contrato indefinido", Some(Contract::Permanent)),
            ("Contrato por tiempo indeterminado", Some(Contract::Permanent)),
            ("Contrato temporal", Some(Contract::FixedTerm)),
            ("Contrato de duración determinada", Some(Contract::FixedTerm)),
            ("Contrato a plazo fijo", Some(Contract::FixedTerm)),
            ("Formación con compromiso de contratación", Some(Contract::TrainThenHire)),
            ("Contrato fijo", None),
            ("No determinado", None),
            ("Contrato formativo", None),
            ("Contrato para la formación, temporal", None),
            ("تلمذة صناعية", Some(Contract::Apprenticeship)),
            ("عقد التلمذة المهنية، محدد المدة", Some(Contract::Apprenticeship)),
            ("التدرج المهني", Some(Contract::Apprenticeship)),
            ("تدريب عملي", Some(Contract::Internship)),
            ("تربّص", Some(Contract::Internship)),
            ("عقد دائم", Some(Contract::Permanent)),
            ("عقد غير محدّد المدّة", Some(Contract::Permanent)),
            ("العقد المحدد المدة", Some(Contract::FixedTerm)),
            ("عقد مؤقت", Some(Contract::FixedTerm)),
            ("تدريب منتهي بالتوظيف", Some(Contract::TrainThenHire)),
            ("غير محدد", None),
            ("عقد غير دائم", None),
            ("تدريب", None),
            ("عقد تدريب محدد المدة", None),
            ("متدرب", None),
        ] {
            assert_eq!(contract(said), contract_said, "{said}");
        }
        let times = ["Jornada completa", "Tiempo parcial", "دوام كامل", "الدوام الجزئي"];
        assert!(times.into_iter().all(names_working_time));
    }

    #[test]
    fn a_title_in_spanish_or_arabic_says_a_contract_only_where_that_is_what_it_says() {
        for (title, lang, said) in [
            ("Aprendiz de panadería", Language::Spanish, Some(Contract::Apprenticeship)),
            ("Prácticas de panadería", Language::Spanish, Some(Contract::Internship)),
            ("Panadero (indefinido)", Language::Spanish, Some(Contract::Permanent)),
            ("Aprendizaje automático: ingeniera", Language::Spanish, None),
            ("Especialista en aprendizaje automático", Language::Spanish, None),
            ("تلمذة مهنية: خباز", Language::Arabic, Some(Contract::Apprenticeship)),
            ("خباز (عقد دائم)", Language::Arabic, Some(Contract::Permanent)),
            ("مسؤول التلمذة المهنية", Language::Arabic, None),
            ("تدريب الموظفين", Language::Arabic, None),
        ] {
            assert_eq!(contract_in_title(title, lang), said, "{title}");
        }
    }
}
