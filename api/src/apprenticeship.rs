//! What the law says of apprentices, by country: the least pay by age and year of the contract, and the steps of the contract.

use chrono::NaiveDate;

use crate::{
    endpoint::{NoBody, endpoints},
    id::CountryCode,
    job::PayPeriod,
    wire::{request, wire, words},
};

words! {
    /// Who takes a step.
    pub enum Party {
        Candidate = "candidate",
        Employer = "employer",
        School = "school",
        CandidateAndEmployer = "candidate-and-employer",
        Everybody = "everybody",
        Authority = "authority",
    }

    /// A step of the contract, named by its country and what is done.
    pub enum ContractStep {
        FrSchool = "fr-school",
        FrTutor = "fr-tutor",
        FrSign = "fr-sign",
        FrTraining = "fr-training",
        FrDeposit = "fr-deposit",
        FrDecision = "fr-decision",
        FrTrial = "fr-trial",
        GbStandard = "gb-standard",
        GbAssess = "gb-assess",
        GbAgreement = "gb-agreement",
        GbPlan = "gb-plan",
        GbPaidTime = "gb-paid-time",
        GbAssessment = "gb-assessment",
        UsRegister = "us-register",
        UsApply = "us-apply",
        UsAgreement = "us-agreement",
        UsDeposit = "us-deposit",
        UsTrial = "us-trial",
        UsCertificate = "us-certificate",
    }
}

request! {
    /// For which day the pay is asked.
    pub struct ApprenticeshipQuery {
        /// Today when left out.
        pub day: Option<NaiveDate>,
    }
}

wire! {
    /// What the law of a country says of apprentices.
    pub struct Apprenticeship {
        pub country: CountryCode,
        /// The least pay on the day that was asked for; `None` where no figure was known on that day or before it.
        pub pay: Option<ApprenticePay>,
        pub steps: Vec<Step>,
        /// The texts of law that lay the steps down.
        pub step_sources: Vec<Source>,
    }

    /// The least pay of apprentices before tax.
    pub struct ApprenticePay {
        /// The day that was asked for.
        pub day: NaiveDate,
        /// The days from which and to which the figures are known to hold. Where `to` is before `day` they are the last that are
        /// known, and newer ones may be higher.
        pub from: NaiveDate,
        pub to: NaiveDate,
        /// ISO 4217.
        pub currency: String,
        pub period: PayPeriod,
        /// Whether the law also asks for a wage that rises on the way.
        pub progressive: bool,
        /// Whether the last year of each band stands for those after it too; otherwise the law names no others.
        pub goes_on: bool,
        pub bands: Vec<AgeBand>,
        pub sources: Vec<Source>,
    }

    /// Ages that are paid alike, both ends included.
    #[cfg_attr(feature = "schema", schema(as = PayBand))]
    pub struct AgeBand {
        pub from: u8,
        /// `None`: and over.
        pub to: Option<u8>,
        /// By year of the contract, from the first one on.
        pub years: Vec<YearPay>,
    }

    /// The least pay in one year of the contract.
    pub struct YearPay {
        /// In hundredths of the currency.
        pub hundredths: u32,
        /// What part of the general minimum it is, where the rule is a percentage.
        pub percent: Option<u8>,
    }

    /// Where a figure or a rule is published.
    pub struct Source {
        pub name: String,
        pub url: String,
    }

    /// A step of the contract and who takes it.
    #[cfg_attr(feature = "schema", schema(as = ApprenticeshipStep))]
    pub struct Step {
        pub step: ContractStep,
        pub by: Party,
    }
}

endpoints! {
    /// Shows what the law of a country, by its ISO 3166-1 code, says of apprentices: FR, GB and US are known.
    Get "/api/apprenticeships/{country}" ShowApprenticeship { country: CountryCode } (ApprenticeshipQuery, NoBody) -> Apprenticeship, Public;
}
