//! One folder a feature, each a lazy chunk. A feature exports its pages, and imports no other feature.

pub mod about;
pub mod account;
pub mod applications;
pub mod audit;
pub mod catalogue;
pub mod certificate;
pub mod coaching;
pub mod contacts;
pub mod desk;
pub mod employer;
pub mod gallery;
pub mod home;
pub mod jobs;
pub mod lesson;
pub mod organisation;
pub mod outcomes;
pub mod posting;
pub mod privacy;
pub mod profile;
pub mod quiz;
pub mod reports;
pub mod search;
pub mod talents;
pub mod teach;
pub mod training;
