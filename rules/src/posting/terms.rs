//! Words that keep people away from an ad, with what to say instead, in the language of the ad.
//!
//! They are those that guides for employers warn of: the lists of Pôle emploi and of Apec on what an ad may not say, the University of
//! Exeter's "Taking care with language", and what the Equal Employment Opportunity Commission says of job advertisements. A pattern
//! is folded words; `*` stands for any end of a word, `#` for an age, and `|` between words for one of them.

use passerelle_api::{account::Language, posting::AdFlaw};

/// Words to mind.
pub struct Term {
    pub pattern: &'static str,
    pub flaw: AdFlaw,
    /// Better words, or nothing where leaving them out is the better way.
    pub instead: &'static str,
}

/// The terms of a language.
pub fn of(language: Language) -> &'static [Term] {
    match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
        Language::Spanish => SPANISH,
        Language::Arabic => ARABIC,
    }
}

const fn term(flaw: AdFlaw, pattern: &'static str, instead: &'static str) -> Term {
    Term { pattern, flaw, instead }
}

const ENGLISH: &[Term] = &[
    term(AdFlaw::AgeLimit, "under the age of #", ""),
    term(AdFlaw::AgeLimit, "under # years old", ""),
    term(AdFlaw::AgeLimit, "under # years of age", ""),
    term(AdFlaw::AgeLimit, "aged under #", ""),
    term(AdFlaw::AgeLimit, "aged # to #", ""),
    term(AdFlaw::AgeLimit, "aged between # and #", ""),
    term(AdFlaw::AgeLimit, "between # and # years old", ""),
    term(AdFlaw::AgeLimit, "between # and # years of age", ""),
    term(AdFlaw::AgeLimit, "between the ages of # and #", ""),
    term(AdFlaw::AgeLimit, "age|ages # #", ""),
    term(AdFlaw::AgeLimit, "age|ages # to #", ""),
    term(AdFlaw::AgeLimit, "aged # #", ""),
    term(AdFlaw::AgeLimit, "# # years old", ""),
    term(AdFlaw::AgeLimit, "# to # years old", ""),
    term(AdFlaw::AgeLimit, "maximum age", ""),
    term(AdFlaw::AgeLimit, "age limit", ""),
    term(AdFlaw::Age, "young", "Say what the work needs: ready to learn, curious"),
    term(AdFlaw::Age, "youthful", "lively"),
    term(AdFlaw::Age, "digital native*", "at ease with digital tools"),
    term(AdFlaw::Age, "recent graduate*", "people who begin in this trade"),
    term(AdFlaw::Age, "new grad*", "people who begin in this trade"),
    term(AdFlaw::Age, "mature", "reliable, or with experience in …"),
    term(AdFlaw::Age, "energetic", "motivated"),
    term(AdFlaw::SexAsked, "male only", ""),
    term(AdFlaw::SexAsked, "female only", ""),
    term(AdFlaw::SexAsked, "men only", ""),
    term(AdFlaw::SexAsked, "women only", ""),
    term(AdFlaw::SexAsked, "only men", ""),
    term(AdFlaw::SexAsked, "only women", ""),
    term(AdFlaw::SexAsked, "male candidate*", "candidates"),
    term(AdFlaw::SexAsked, "female candidate*", "candidates"),
    term(AdFlaw::SexAsked, "looking|searching|search for a man|woman|boy|girl|lady|gentleman", "looking for a person"),
    term(
        AdFlaw::SexAsked,
        "seek|seeks|seeking|want|wants|need|needs|hire|hires|hiring|recruit|recruits|recruiting a man|woman|boy|girl|lady|gentleman",
        "seeking a person",
    ),
    term(AdFlaw::SexAsked, "young man|men|woman|women|boy|boys|girl|girls|lady|ladies", "a person"),
    term(AdFlaw::SexAsked, "man|men|woman|women|girl|girls|boy|boys wanted", "a person"),
    term(AdFlaw::Gendered, "salesman", "salesperson"),
    term(AdFlaw::Gendered, "saleswoman", "salesperson"),
    term(AdFlaw::Gendered, "foreman", "supervisor"),
    term(AdFlaw::Gendered, "craftsman", "craftsperson"),
    term(AdFlaw::Gendered, "handyman", "maintenance worker"),
    term(AdFlaw::Gendered, "cleaning lady", "cleaner"),
    term(AdFlaw::Gendered, "waitress", "waiter or waitress"),
    term(AdFlaw::Gendered, "manpower", "staff"),
    term(AdFlaw::Gendered, "guys", "people"),
    term(AdFlaw::Native, "native speaker*", "fluent in …, with the level that the work needs (such as C1)"),
    term(AdFlaw::Native, "native english", "fluent in English, with the level that the work needs"),
    term(AdFlaw::Native, "native french", "fluent in French, with the level that the work needs"),
    term(AdFlaw::Native, "mother tongue", "fluent in …, with the level that the work needs"),
    term(AdFlaw::Body, "able bodied", "Say what is carried or done, how often, and which help there is"),
    term(AdFlaw::Body, "physically fit", "Say what is carried or done, how often, and which help there is"),
    term(AdFlaw::Body, "good physical condition", "Say what is carried or done, how often, and which help there is"),
    term(AdFlaw::Body, "excellent health", ""),
    term(AdFlaw::Body, "perfect health", ""),
    term(AdFlaw::Body, "able to lift", "moves loads of … kg, with the help of …"),
    term(AdFlaw::Family, "unmarried", ""),
    term(AdFlaw::Family, "no children", ""),
    term(AdFlaw::Family, "no family commitments", ""),
    term(AdFlaw::Jargon, "rockstar*", "Name the skill: experienced in …"),
    term(AdFlaw::Jargon, "rock star*", "Name the skill: experienced in …"),
    term(AdFlaw::Jargon, "ninja*", "Name the skill: experienced in …"),
    term(AdFlaw::Jargon, "guru*", "specialist in …"),
    term(AdFlaw::Jargon, "superstar*", "Name the skill: experienced in …"),
    term(AdFlaw::Jargon, "wizard*", "specialist in …"),
];

const FRENCH: &[Term] = &[
    term(AdFlaw::AgeLimit, "moins de # ans", ""),
    term(AdFlaw::AgeLimit, "entre # et # ans", ""),
    term(AdFlaw::AgeLimit, "# # ans", ""),
    term(AdFlaw::AgeLimit, "# a # ans", ""),
    term(AdFlaw::AgeLimit, "age maximum", ""),
    term(AdFlaw::AgeLimit, "limite d age", ""),
    term(AdFlaw::AgeLimit, "# ans maximum", ""),
    term(AdFlaw::AgeLimit, "# ans max", ""),
    term(AdFlaw::AgeLimit, "maximum|max # ans", ""),
    term(AdFlaw::AgeLimit, "jusqu a # ans", ""),
    term(AdFlaw::Age, "jeune", "Dites ce que le travail demande : envie d’apprendre, curiosité"),
    term(AdFlaw::Age, "jeunes", "Dites ce que le travail demande : envie d’apprendre, curiosité"),
    term(AdFlaw::Age, "fraichement diplome*", "débutant ou débutante"),
    term(AdFlaw::Age, "natif numerique", "à l’aise avec les outils numériques"),
    term(AdFlaw::SexAsked, "homme uniquement", ""),
    term(AdFlaw::SexAsked, "femme uniquement", ""),
    term(AdFlaw::SexAsked, "hommes uniquement", ""),
    term(AdFlaw::SexAsked, "femmes uniquement", ""),
    term(AdFlaw::SexAsked, "uniquement un homme", ""),
    term(AdFlaw::SexAsked, "uniquement une femme", ""),
    term(
        AdFlaw::SexAsked,
        "cherche|cherchons|cherchent|recherche|recherchons|recherchent|recrute|recrutons|embauche|embauchons|engageons|voulons|souhaitons un|une homme|garcon|monsieur|femme|fille|dame",
        "recherchons une personne",
    ),
    term(
        AdFlaw::SexAsked,
        "cherche|cherchons|cherchent|recherche|recherchons|recherchent|recrute|recrutons|embauche|embauchons homme|hommes|femme|femmes|dame|dames",
        "recherchons une personne",
    ),
    term(
        AdFlaw::SexAsked,
        "cherche|cherchons|cherchent|recherche|recherchons|recherchent|recrute|recrutons|embauche|embauchons des hommes|femmes|garcons|filles|dames",
        "recherchons des personnes",
    ),
    term(AdFlaw::SexAsked, "recherche|besoin d un|une homme|garcon|monsieur|femme|fille|dame", "une personne"),
    term(AdFlaw::SexAsked, "jeune|jeunes homme|hommes|garcon|garcons|femme|femmes|fille|filles|dame", "une personne"),
    term(AdFlaw::SexAsked, "sexe masculin", ""),
    term(AdFlaw::SexAsked, "sexe feminin", ""),
    term(AdFlaw::SexAsked, "reserve aux hommes", ""),
    term(AdFlaw::SexAsked, "reserve aux femmes", ""),
    term(AdFlaw::Gendered, "hotesse", "hôte ou hôtesse"),
    term(AdFlaw::Gendered, "femme de menage", "agent ou agente d’entretien"),
    term(AdFlaw::Gendered, "homme d entretien", "agent ou agente d’entretien"),
    term(AdFlaw::Gendered, "homme a tout faire", "agent ou agente de maintenance"),
    term(AdFlaw::Gendered, "vendeuse", "vendeur ou vendeuse"),
    term(AdFlaw::Gendered, "serveuse", "serveur ou serveuse"),
    term(AdFlaw::Native, "langue maternelle", "maîtrise du …, au niveau nécessaire (par exemple C1)"),
    term(AdFlaw::Native, "francais natif", "maîtrise du français, au niveau nécessaire"),
    term(AdFlaw::Native, "anglais natif", "maîtrise de l’anglais, au niveau nécessaire"),
    term(AdFlaw::Native, "locuteur natif", "maîtrise de la langue, au niveau nécessaire"),
    term(
        AdFlaw::Body,
        "bonne condition physique",
        "Dites ce qui est porté ou fait, à quel rythme, et quelle aide existe",
    ),
    term(
        AdFlaw::Body,
        "excellente condition physique",
        "Dites ce qui est porté ou fait, à quel rythme, et quelle aide existe",
    ),
    term(AdFlaw::Body, "bonne sante", "Dites ce qui est porté ou fait, à quel rythme, et quelle aide existe"),
    term(AdFlaw::Body, "parfaite sante", "Dites ce qui est porté ou fait, à quel rythme, et quelle aide existe"),
    term(AdFlaw::Body, "bonne presentation", "accueil soigné du public"),
    term(AdFlaw::Family, "celibataire", ""),
    term(AdFlaw::Family, "sans enfant*", ""),
    term(AdFlaw::Family, "sans attaches", ""),
    term(AdFlaw::Jargon, "gourou*", "spécialiste de …"),
    term(AdFlaw::Jargon, "guerrier*", "Nommez la compétence : expérience en …"),
    term(AdFlaw::Jargon, "mouton a cinq pattes", "Nommez les compétences utiles"),
];

const SPANISH: &[Term] = &[
    term(AdFlaw::AgeLimit, "menor de # anos", ""),
    term(AdFlaw::AgeLimit, "menores de # anos", ""),
    term(AdFlaw::AgeLimit, "entre # y # anos", ""),
    term(AdFlaw::AgeLimit, "# a # anos", ""),
    term(AdFlaw::AgeLimit, "# # anos", ""),
    term(AdFlaw::AgeLimit, "hasta # anos", ""),
    term(AdFlaw::AgeLimit, "maximo # anos", ""),
    term(AdFlaw::AgeLimit, "edad maxima", ""),
    term(AdFlaw::AgeLimit, "limite de edad", ""),
    term(AdFlaw::Age, "joven", "Diga qué pide el trabajo: ganas de aprender, curiosidad"),
    term(AdFlaw::Age, "jovenes", "Diga qué pide el trabajo: ganas de aprender, curiosidad"),
    term(AdFlaw::Age, "recien graduad*", "personas que empiezan en este oficio"),
    term(AdFlaw::Age, "recien titulad*", "personas que empiezan en este oficio"),
    term(AdFlaw::Age, "nativo digital", "soltura con las herramientas digitales"),
    term(AdFlaw::SexAsked, "solo hombres", ""),
    term(AdFlaw::SexAsked, "solo mujeres", ""),
    term(AdFlaw::SexAsked, "unicamente hombres", ""),
    term(AdFlaw::SexAsked, "unicamente mujeres", ""),
    term(AdFlaw::SexAsked, "sexo masculino", ""),
    term(AdFlaw::SexAsked, "sexo femenino", ""),
    term(
        AdFlaw::SexAsked,
        "busca|buscan|busco|buscamos|buscando|necesita|necesitan|necesitamos|contrata|contratamos|queremos|solicita|solicitamos hombre|hombres|mujer|mujeres|chico|chicos|chica|chicas|senor|senora",
        "se busca una persona",
    ),
    term(
        AdFlaw::SexAsked,
        "busca|buscan|busco|buscamos|buscando|necesita|necesitan|necesitamos|contrata|contratamos|queremos|solicita|solicitamos un|una|a hombre|hombres|mujer|mujeres|chico|chicos|chica|chicas|senor|senora",
        "se busca una persona",
    ),
    term(AdFlaw::SexAsked, "hombre|hombres|mujer|mujeres|chico|chicos|chica|chicas joven|jovenes", "una persona"),
    term(AdFlaw::SexAsked, "joven|jovenes hombre|hombres|mujer|mujeres", "una persona"),
    term(AdFlaw::SexAsked, "senorita|senoritas", "una persona"),
    term(AdFlaw::Gendered, "azafata*", "personal de atención"),
    term(AdFlaw::Gendered, "chica", "persona"),
    term(AdFlaw::Gendered, "chico", "persona"),
    term(AdFlaw::Gendered, "mujer de la limpieza", "personal de limpieza"),
    term(AdFlaw::Gendered, "camarera", "camarero o camarera"),
    term(AdFlaw::Native, "hablante nativ*", "dominio de …, con el nivel necesario (por ejemplo C1)"),
    term(AdFlaw::Native, "ingles nativo", "dominio del inglés, con el nivel necesario"),
    term(AdFlaw::Native, "espanol nativo", "dominio del español, con el nivel necesario"),
    term(AdFlaw::Native, "lengua materna", "dominio de …, con el nivel necesario"),
    term(AdFlaw::Body, "buena condicion fisica", "Diga qué se carga o se hace, con qué frecuencia y qué ayuda hay"),
    term(AdFlaw::Body, "excelente salud", "Diga qué se carga o se hace, con qué frecuencia y qué ayuda hay"),
    term(AdFlaw::Body, "buena salud", "Diga qué se carga o se hace, con qué frecuencia y qué ayuda hay"),
    term(AdFlaw::Body, "buena presencia", "trato cuidado con el público"),
    term(AdFlaw::Family, "soltero", ""),
    term(AdFlaw::Family, "soltera", ""),
    term(AdFlaw::Family, "sin hijos", ""),
    term(AdFlaw::Family, "sin cargas familiares", ""),
    term(AdFlaw::Jargon, "crack", "Nombre la competencia: experiencia en …"),
    term(AdFlaw::Jargon, "guru*", "especialista en …"),
];

const ARABIC: &[Term] = &[
    term(AdFlaw::AgeLimit, "اقل من # سنه", ""),
    term(AdFlaw::AgeLimit, "اقل من # عاما", ""),
    term(AdFlaw::AgeLimit, "لا يتجاوز # سنه", ""),
    term(AdFlaw::AgeLimit, "لا يتجاوز # عاما", ""),
    term(AdFlaw::AgeLimit, "بين # و# سنه", ""),
    term(AdFlaw::AgeLimit, "بين # و # سنه", ""),
    term(AdFlaw::AgeLimit, "بين # و# عاما", ""),
    term(AdFlaw::AgeLimit, "بين # و # عاما", ""),
    term(AdFlaw::AgeLimit, "# # سنه", ""),
    term(AdFlaw::AgeLimit, "# الي # سنه|عاما", ""),
    term(AdFlaw::AgeLimit, "يزيد عن # سنه|عاما", ""),
    term(AdFlaw::AgeLimit, "العمر الاقصي", ""),
    term(AdFlaw::AgeLimit, "الحد الاقصي للعمر", ""),
    term(AdFlaw::Age, "شاب", "اذكروا ما يطلبه العمل: الرغبة في التعلّم والفضول"),
    term(AdFlaw::Age, "شباب", "اذكروا ما يطلبه العمل: الرغبة في التعلّم والفضول"),
    term(AdFlaw::Age, "حديث التخرج", "من يبدأ في هذه المهنة"),
    term(AdFlaw::Age, "حديثي التخرج", "من يبدأ في هذه المهنة"),
    term(
        AdFlaw::SexAsked,
        "نبحث|ابحث|يبحث|تبحث|بحاجه|نحتاج عن|الي رجل|رجال|امراه|نساء|شاب|شابه|فتاه|فتيات|سيده|سيدات|ذكر|ذكور|انثي|اناث",
        "",
    ),
    term(
        AdFlaw::SexAsked,
        "مطلوب|مطلوبه|نريد|نطلب|يطلب رجل|رجال|امراه|نساء|شاب|شابه|فتاه|فتيات|سيده|سيدات|ذكر|ذكور|انثي|اناث",
        "",
    ),
    term(AdFlaw::SexAsked, "مطلوب|مطلوبه|نريد|نطلب|يطلب * ذكر|ذكور|انثي|اناث", ""),
    term(AdFlaw::SexAsked, "الجنس ذكر|انثي", ""),
    term(AdFlaw::SexAsked, "فقط للذكور|للاناث|للرجال|للنساء", ""),
    term(AdFlaw::SexAsked, "ذكر|انثي|رجل|امراه فقط", ""),
    term(AdFlaw::SexAsked, "للذكور فقط", ""),
    term(AdFlaw::SexAsked, "للاناث فقط", ""),
    term(AdFlaw::SexAsked, "ذكور فقط", ""),
    term(AdFlaw::SexAsked, "اناث فقط", ""),
    term(AdFlaw::SexAsked, "رجال فقط", ""),
    term(AdFlaw::SexAsked, "نساء فقط", ""),
    term(AdFlaw::SexAsked, "للرجال فقط", ""),
    term(AdFlaw::SexAsked, "للنساء فقط", ""),
    term(AdFlaw::Native, "لغه ام", "إتقان اللغة بالمستوى الذي يحتاجه العمل"),
    term(AdFlaw::Native, "اللغه الام", "إتقان اللغة بالمستوى الذي يحتاجه العمل"),
    term(AdFlaw::Native, "لغته الام", "إتقان اللغة بالمستوى الذي يحتاجه العمل"),
    term(AdFlaw::Native, "متحدث اصلي", "إتقان اللغة بالمستوى الذي يحتاجه العمل"),
    term(AdFlaw::Body, "لياقه بدنيه", "اذكروا ما يُحمل أو يُنجَز، وكم مرة، وما المساعدة المتاحة"),
    term(AdFlaw::Body, "بصحه جيده", "اذكروا ما يُحمل أو يُنجَز، وكم مرة، وما المساعدة المتاحة"),
    term(AdFlaw::Body, "خال من الامراض", "اذكروا ما يُحمل أو يُنجَز، وكم مرة، وما المساعدة المتاحة"),
    term(AdFlaw::Body, "حسن المظهر", ""),
    term(AdFlaw::Family, "اعزب", ""),
    term(AdFlaw::Family, "عزباء", ""),
    term(AdFlaw::Family, "غير متزوج*", ""),
    term(AdFlaw::Family, "بدون اطفال", ""),
    term(AdFlaw::Jargon, "نينجا", "سمّوا المهارة: خبرة في …"),
    term(AdFlaw::Jargon, "خارق", "سمّوا المهارة: خبرة في …"),
];

#[cfg(test)]
mod tests {
    use passerelle_api::{NaiveDate, posting::AdContent};

    use super::*;
    use crate::posting::check;

    #[test]
    fn what_is_advised_has_nothing_to_mind() {
        for language in Language::ALL {
            for term in of(*language) {
                let ad = AdContent { lang: Some(*language), description: term.instead.into(), ..AdContent::default() };
                let minded: Vec<_> =
                    check(&ad, NaiveDate::MIN).into_iter().filter(|finding| finding.words.is_some()).collect();
                assert_eq!(minded, [], "{}", term.instead);
            }
        }
    }
}
