//! The export of APEC, the French agency for executives: `Offre_emploi` elements.

use passerelle_rules::feed::{Row, RowPay, RowPlace, RowText};

use super::{Read, Unreadable, xml};

pub fn read(source: &str) -> Result<Vec<Read>, Unreadable> {
    xml::rows(source, "Offre_emploi", |ad| Ok(row(ad)))
}

fn row(ad: &xml::Element) -> Row {
    Row {
        reference: ad.text("Reference_apec"),
        url: ad.text("URL"),
        title: ad.text("Intitule"),
        company: ad.text("Nom_entreprise"),
        contract: ad.text("Contrat/Type_contrat"),
        months: ad.text("Contrat/Duree_contrat"),
        pay: RowPay { words: ad.text("Salaire_affiche"), ..RowPay::default() },
        place: RowPlace { city: ad.text("Lieu/Libelle_lieu"), country: "FR".to_owned(), ..RowPlace::default() },
        posted: ad.text("Date_parution"),
        openings: ad.text("Nombre_postes"),
        lang: "fr".to_owned(),
        texts: vec![RowText::Html(ad.text("Texte_offre"))],
        ..Row::default()
    }
}
