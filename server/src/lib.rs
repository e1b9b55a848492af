//! The REST server of Passerelle: axum and sqlx on SQLite or PostgreSQL.
//!
//! A request runs through the layers of [`app`], is checked against the contract by [`endpoints`], and reaches a handler in
//! [`routes`], which asks the rules and the [`store`]. Whatever goes wrong becomes a problem in [`error`].

pub mod ad;
pub mod app;
pub mod audit;
pub mod auth;
pub mod award;
pub mod calendar;
pub mod client;
pub mod clock;
pub mod config;
pub mod content;
pub mod cursor;
pub mod defence;
pub mod demo;
pub mod dns;
pub mod endpoints;
pub mod error;
pub mod extract;
pub mod feed;
pub mod feed_xml;
pub mod feeds;
pub mod figures;
pub mod fit;
pub mod glossary;
pub mod hashing;
pub mod job_posting;
pub mod kept;
pub mod lists;
pub mod log;
pub mod markdown;
pub mod masking;
pub mod openapi;
pub mod plain;
pub mod projects;
pub mod quiz;
pub mod routes;
pub mod search;
pub mod session;
pub mod site;
pub mod state;
pub mod store;
pub mod synthetic;
pub mod talent_card;
pub mod terms;
pub mod text;
pub mod trail;
pub mod uploads;
