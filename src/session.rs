//! Who is signed in, and signing in again without losing what was being written.

use leptos::prelude::*;
use passerelle_api::{
    Access, Code, NoQuery,
    account::{Account, Role, Session, ShowSession, SignOut},
    id::AccountId,
};

use crate::{
    chosen_file,
    client::{self, Failure},
};

/// Who is here.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// The server was not heard yet.
    Unknown,
    Nobody,
    Account(Box<Account>),
}

/// The app-wide session. Its setter is private: only replies of the server change it.
#[derive(Clone, Copy)]
pub struct SessionState {
    who: RwSignal<Who>,
    /// Pieces of work that wait for the person to sign in again.
    waiting: RwSignal<Vec<Callback<bool>>>,
}

/// Gives the app its session and asks the server who is signed in. Called once, by `App`.
pub fn provide() -> SessionState {
    let state = SessionState { who: RwSignal::new(Who::Unknown), waiting: RwSignal::new(Vec::new()) };
    provide_context(state);
    leptos::task::spawn_local(async move { state.refresh().await });
    state
}

/// The session of the app.
pub fn use_session() -> SessionState {
    // A session outside `App` has nobody in it, which every page can show.
    use_context()
        .unwrap_or_else(|| SessionState { who: RwSignal::new(Who::Nobody), waiting: RwSignal::new(Vec::new()) })
}

impl SessionState {
    /// Who is here.
    pub fn who(self) -> Who {
        self.who.get()
    }

    /// The account that is signed in.
    pub fn account(self) -> Option<Account> {
        match self.who.get() {
            Who::Account(account) => Some(*account),
            Who::Unknown | Who::Nobody => None,
        }
    }

    /// Whether the seat in one's organisation opens what is for members.
    pub fn may(self, access: Access) -> bool {
        let seat = self.account().and_then(|account| account.seat);
        seat.is_some_and(|seat| passerelle_rules::seat::may(&seat, access))
    }

    /// Whether it is somebody who works here.
    pub fn works_here(self) -> bool {
        self.who.with(|who| matches!(who, Who::Account(account) if account.roles.contains(&Role::Staff)))
    }

    /// Whose eyes see the page: the account's id, none for nobody, and nothing yet while the server was not heard. What depends on it
    /// is asked for once, not again as soon as the session is known.
    pub fn viewer(self) -> Option<Option<AccountId>> {
        self.who.with(|who| match who {
            Who::Unknown => None,
            Who::Nobody => Some(None),
            Who::Account(account) => Some(Some(account.id.clone())),
        })
    }

    /// Whether the server said that nobody is signed in.
    pub fn is_nobody(self) -> bool {
        self.who.with(|who| *who == Who::Nobody)
    }

    /// Takes the reply to signing up, signing in or changing the account.
    pub fn enter(self, session: Session) {
        self.set(session.account.map_or(Who::Nobody, |account| Who::Account(Box::new(account))));
    }

    fn set(self, who: Who) {
        client::acts_for(match &who {
            Who::Account(account) => Some(account.id.clone()),
            Who::Unknown | Who::Nobody => None,
        });
        self.who.set(who);
    }

    /// Asks the server who is signed in. When it cannot be reached, that stays as it is known; where nothing is known yet, nobody is
    /// assumed, so that what is public still works.
    pub async fn refresh(self) {
        match client::get(&ShowSession {}, &NoQuery {}).await {
            Ok(session) => self.enter(session),
            Err(_) if self.who.with_untracked(|who| *who == Who::Unknown) => self.set(Who::Nobody),
            Err(_) => {}
        }
    }

    /// Signs out.
    ///
    /// # Errors
    /// [`Failure`] when the server could not be told; the session then goes on.
    pub async fn leave(self) -> Result<(), Failure> {
        client::get(&SignOut {}, &NoQuery {}).await?;
        chosen_file::forget_all();
        self.set(Who::Nobody);
        Ok(())
    }

    /// Whether work waits for the person to sign in again.
    pub fn is_waiting(self) -> bool {
        self.waiting.with(|waiting| !waiting.is_empty())
    }

    /// Ends the waiting: the person signed in again, or gave up.
    pub fn resume(self, signed_in: bool) {
        let waiting = self.waiting.try_update(std::mem::take).unwrap_or_default();
        waiting.into_iter().for_each(|go_on| go_on.run(signed_in));
    }

    /// Sends a piece of work; when the session ended meanwhile, the person is asked to sign in again and the work is sent once
    /// more. What was written stays where it was all the time.
    ///
    /// # Errors
    /// What the work itself fails with, and `sign_in_needed` when the person gives up.
    pub async fn send<T, F: Future<Output = Result<T, Failure>>>(self, work: impl Fn() -> F) -> Result<T, Failure> {
        let result = work().await;
        if !matches!(&result, Err(failure) if failure.code() == Some(Code::SignInNeeded)) {
            return result;
        }
        let (sender, receiver) = futures_channel::oneshot::channel();
        let sender = std::sync::Mutex::new(Some(sender));
        let go_on = Callback::new(move |signed_in| {
            let sender = sender.lock().ok().and_then(|mut sender| sender.take());
            if let Some(sender) = sender {
                // The piece of work may have been left meanwhile; then nobody listens and nothing is lost.
                let _ = sender.send(signed_in);
            }
        });
        self.waiting.update(|waiting| waiting.push(go_on));
        match receiver.await {
            Ok(true) => work().await,
            Ok(false) | Err(_) => result,
        }
    }
}
