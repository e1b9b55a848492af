//! Every endpoint over HTTP, in this process, on a real database. The modules mirror the routes.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod accounts;
mod applications;
mod apprenticeships;
mod audit;
mod caption_removal;
mod captions;
mod certificates;
mod companies;
mod contacts;
mod courses;
mod employer;
mod feeds;
mod files;
mod fit;
mod fit_talents;
mod fixture;
mod foundation;
mod hiring;
mod hiring_leaks;
mod import_feed;
mod import_partners;
mod index;
mod invitations;
mod job_words;
mod jobs;
mod needs;
mod notes;
mod occupations;
mod openapi;
mod organisation;
mod outside;
mod phrases;
mod pipeline;
mod posting;
mod preferences;
mod privacy;
mod profile;
mod progress;
mod quizzes;
mod reference;
mod reports;
mod saved_searches;
mod search;
mod shared;
mod site;
mod synthetic;
mod talent_searches;
mod talents;
mod transcripts;
mod trouble;
