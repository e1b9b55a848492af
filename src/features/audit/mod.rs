//! What groups people say that they are in, and the audit that compares how often each is chosen.

mod audit_page;
mod calls;
mod declaration_page;

pub use self::{audit_page::AuditPage, declaration_page::DeclarationPage};

use passerelle_api::audit::{AgeBand, Disability, Origin, Sex};

use crate::i18n as tr;

fn sex(sex: Sex) -> String {
    match sex {
        Sex::Woman => tr::audit::sex_woman(),
        Sex::Man => tr::audit::sex_man(),
        Sex::Other => tr::audit::sex_other(),
    }
}

fn age(age: AgeBand) -> String {
    match age {
        AgeBand::Under26 => tr::audit::age_under_26(),
        AgeBand::From26To44 => tr::audit::age_26_to_44(),
        AgeBand::From45 => tr::audit::age_45(),
    }
}

fn origin(origin: Origin) -> String {
    match origin {
        Origin::Abroad => tr::audit::origin_abroad(),
        Origin::NotAbroad => tr::audit::origin_not_abroad(),
    }
}

fn disability(disability: Disability) -> String {
    match disability {
        Disability::Yes => tr::audit::disability_yes(),
        Disability::No => tr::audit::disability_no(),
    }
}
