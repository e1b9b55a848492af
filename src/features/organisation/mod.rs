//! One's own organisation and its members, and letting organisations in.

mod calls;
mod decision;
mod domain;
mod invitations;
mod members_page;
mod openness_page;
mod organisation_form;
mod organisation_page;
mod people;
mod registrations_page;
mod shared_page;
mod words;

pub use self::{
    members_page::MembersPage, openness_page::OpennessPage, organisation_page::OrganisationPage,
    registrations_page::RegistrationsPage, shared_page::SharedPage,
};
