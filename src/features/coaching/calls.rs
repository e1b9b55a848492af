//! The endpoints that this feature calls.

use passerelle_api::{
    NoQuery,
    coaching::{
        AskForCoach, ChooseCoachingTime, Coaching, CoachingChoice, CoachingTimes, EndCoaching, ListCoaching,
        ListOpenCoaching, NewCoaching, NewCoachingMessage, OfferCoachingTimes, OpenCoaching, TakeCoaching,
        WriteCoachingMessage,
    },
    id::CoachingId,
};

use crate::client::{self, Failure};

pub async fn own() -> Result<Vec<Coaching>, Failure> {
    client::get(&ListCoaching {}, &NoQuery {}).await
}

pub async fn open() -> Result<Vec<OpenCoaching>, Failure> {
    client::get(&ListOpenCoaching {}, &NoQuery {}).await
}

pub async fn ask(new: &NewCoaching) -> Result<Coaching, Failure> {
    client::call(&AskForCoach {}, &NoQuery {}, new).await
}

pub async fn take(coaching: CoachingId) -> Result<Coaching, Failure> {
    client::get(&TakeCoaching { coaching }, &NoQuery {}).await
}

pub async fn offer(coaching: CoachingId, times: &CoachingTimes) -> Result<Coaching, Failure> {
    client::call(&OfferCoachingTimes { coaching }, &NoQuery {}, times).await
}

pub async fn choose(coaching: CoachingId, choice: &CoachingChoice) -> Result<Coaching, Failure> {
    client::call(&ChooseCoachingTime { coaching }, &NoQuery {}, choice).await
}

pub async fn write(coaching: CoachingId, message: &NewCoachingMessage) -> Result<Coaching, Failure> {
    client::call(&WriteCoachingMessage { coaching }, &NoQuery {}, message).await
}

pub async fn end(coaching: CoachingId) -> Result<Coaching, Failure> {
    client::get(&EndCoaching { coaching }, &NoQuery {}).await
}
