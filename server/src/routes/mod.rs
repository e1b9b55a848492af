//! The endpoints, a module each domain: extract, ask a rule, ask the store, reply.
//!
//! A handler takes the [`Call`](crate::endpoints::Call) of its endpoint and who calls ([`Caller`](crate::auth::Caller),
//! [`SignedIn`](crate::auth::SignedIn) or [`EmployerMember`](crate::auth::EmployerMember)), and is registered by
//! `.on(handler)`: method, path and access come from the endpoint's type.

use crate::endpoints::Endpoints;

mod accounts;
mod applications;
mod apprenticeships;
mod audit;
mod authors;
mod captions;
mod certificates;
mod coaching;
mod companies;
mod contacts;
mod courses;
pub mod docs;
mod domain;
mod employer;
mod feeds;
mod files;
pub mod health;
mod hiring;
mod interviews;
mod invitations;
mod job_facets;
mod jobs;
mod needs;
mod notes;
mod organisation;
mod outcomes;
mod outside;
mod pipeline;
mod placements;
mod posting;
mod preferences;
mod privacy;
mod profile;
mod progress;
mod quizzes;
mod recruiters;
mod reference;
mod reports;
mod saved_searches;
mod shared;
mod similar_jobs;
mod talent_searches;
mod talents;
mod training;
mod transcripts;

/// Every endpoint of the API.
pub fn all() -> Endpoints {
    Endpoints::new()
        .merge(accounts::endpoints())
        .merge(applications::endpoints())
        .merge(apprenticeships::endpoints())
        .merge(audit::endpoints())
        .merge(authors::endpoints())
        .merge(captions::endpoints())
        .merge(certificates::endpoints())
        .merge(coaching::endpoints())
        .merge(companies::endpoints())
        .merge(contacts::endpoints())
        .merge(courses::endpoints())
        .merge(domain::endpoints())
        .merge(employer::endpoints())
        .merge(feeds::endpoints())
        .merge(files::endpoints())
        .merge(hiring::endpoints())
        .merge(jobs::endpoints())
        .merge(job_facets::endpoints())
        .merge(needs::endpoints())
        .merge(notes::endpoints())
        .merge(organisation::endpoints())
        .merge(outcomes::endpoints())
        .merge(outside::endpoints())
        .merge(pipeline::endpoints())
        .merge(placements::endpoints())
        .merge(interviews::endpoints())
        .merge(invitations::endpoints())
        .merge(posting::endpoints())
        .merge(preferences::endpoints())
        .merge(privacy::endpoints())
        .merge(profile::endpoints())
        .merge(progress::endpoints())
        .merge(quizzes::endpoints())
        .merge(recruiters::endpoints())
        .merge(reference::endpoints())
        .merge(reports::endpoints())
        .merge(saved_searches::endpoints())
        .merge(shared::endpoints())
        .merge(similar_jobs::endpoints())
        .merge(talent_searches::endpoints())
        .merge(talents::endpoints())
        .merge(training::endpoints())
        .merge(transcripts::endpoints())
}
