-- Help in looking for work, between somebody who asks and the mentor who takes it.

CREATE TABLE coachings (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Who took it; nobody yet, or nobody any more.
    mentor TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    -- JSON arrays of words.
    help TEXT NOT NULL,
    reachable TEXT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    none_fits BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL,
    ended_at BIGINT
);
-- Two tabs that ask at once: the second one finds this index.
CREATE UNIQUE INDEX coachings_one_going_on ON coachings (account) WHERE status <> 'ended';
CREATE INDEX coachings_by_account ON coachings (account, asked_at);
CREATE INDEX coachings_by_mentor ON coachings (mentor, asked_at);
CREATE INDEX coachings_by_status ON coachings (status, asked_at);

CREATE TABLE coaching_times (
    id TEXT NOT NULL PRIMARY KEY,
    coaching TEXT NOT NULL REFERENCES coachings (id) ON DELETE CASCADE,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    -- An address; empty for the telephone.
    place TEXT NOT NULL,
    chosen_at BIGINT
);
CREATE INDEX coaching_times_by_coaching ON coaching_times (coaching, starts_at);

CREATE TABLE coaching_messages (
    id TEXT NOT NULL PRIMARY KEY,
    coaching TEXT NOT NULL REFERENCES coachings (id) ON DELETE CASCADE,
    -- Who wrote it, to count how much they write; the words stay with the other when that account is gone.
    account TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    by_coach BIGINT NOT NULL,
    text TEXT NOT NULL,
    sent_at BIGINT NOT NULL
);
CREATE INDEX coaching_messages_by_coaching ON coaching_messages (coaching, sent_at);
CREATE INDEX coaching_messages_by_account ON coaching_messages (account, sent_at);
