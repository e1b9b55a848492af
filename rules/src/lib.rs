//! Pure decisions: no input or output, no clock, no randomness. Whatever they depend on is a parameter.

pub mod ad;
pub mod answering;
pub mod application;
pub mod apprenticeship;
pub mod audit;
pub mod award;
pub mod boolean;
pub mod captions;
pub mod distance;
pub mod facet;
pub mod feed;
pub mod hiring;
pub mod map;
pub mod marking;
pub mod matching;
pub mod outside;
pub mod password;
pub mod pay;
pub mod pipeline;
pub mod posting;
pub mod profile;
pub mod progress;
pub mod resume;
pub mod seat;
pub mod teaching;
pub mod train_first;
