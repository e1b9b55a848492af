//! Courses that an organisation asks for, and what the people who work here answer.

mod calls;
mod form;
mod request;
mod staff_page;
mod training_page;

pub use self::{staff_page::StaffTrainingPage, training_page::TrainingPage};
