//! Invitations: an owner invites an address into the organisation, and whoever has it says yes or no.

use chrono::{DateTime, Utc};

use crate::{
    account::{EmployerRef, SeatRole, Session},
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::InvitationId,
    wire::{request, wire},
};

request! {
    /// Somebody who is to be a member. Whether the address has an account is not said.
    pub struct NewInvitation {
        pub email: String,
        pub role: Option<SeatRole>,
    }
}

wire! {
    /// An open invitation as the owners of the organisation see it.
    pub struct Invitation {
        pub id: InvitationId,
        pub email: String,
        pub role: SeatRole,
        /// It can be answered until then.
        pub expires_at: DateTime<Utc>,
    }

    /// The same as whoever is invited sees it.
    pub struct ReceivedInvitation {
        pub id: InvitationId,
        pub employer: EmployerRef,
        pub role: SeatRole,
        /// The name of the owner who invites.
        pub invited_by: String,
        /// It can be answered until then.
        pub expires_at: DateTime<Utc>,
    }
}

/// Bounds of inviting.
pub mod limits {
    /// Times in a day that one organisation may invite.
    pub const A_DAY: i64 = 20;
    /// Open invitations of one organisation.
    pub const OPEN: u64 = 50;
}

endpoints! {
    /// Lists the open invitations of one's own organisation.
    Get "/api/employer/invitations" ListInvitations {} (NoQuery, NoBody) -> Vec<Invitation>, Owner;
    /// Invites an address into an organisation that was let in, at most 20 times a day. Inviting it again replaces the invitation.
    Post "/api/employer/invitations" Invite {} (NoQuery, NewInvitation) -> Vec<Invitation>, Owner;
    /// Takes an invitation back.
    Delete "/api/employer/invitations/{invitation}" TakeBackInvitation { invitation: InvitationId } (NoQuery, NoBody) -> NoReply, Owner;
    /// Lists the open invitations for the address of one's own account.
    Get "/api/invitations" ListReceivedInvitations {} (NoQuery, NoBody) -> Vec<ReceivedInvitation>, Account;
    /// Accepts an invitation, which makes one a member. An account is a member of one organisation at most.
    Post "/api/invitations/{invitation}/acceptance" AcceptInvitation { invitation: InvitationId } (NoQuery, NoBody) -> Session, Account;
    /// Declines an invitation, which is gone then.
    Delete "/api/invitations/{invitation}" DeclineInvitation { invitation: InvitationId } (NoQuery, NoBody) -> NoReply, Account;
}
