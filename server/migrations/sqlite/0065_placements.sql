-- What both sides confirm of the contract that came of an application. Equal days of both make a placement, which is derived and never
-- stored.
CREATE TABLE placements (
    application TEXT NOT NULL PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    -- The day of the last signature and the first day of the contract, as each side has them, and when it said so.
    candidate_signed TEXT,
    candidate_starts TEXT,
    candidate_at BIGINT,
    employer_signed TEXT,
    employer_starts TEXT,
    employer_at BIGINT,
    -- Which member confirmed for the organisation; it stays confirmed when that member is gone.
    employer_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    -- That the contract ended before its first day, and which side said so.
    ended_by TEXT,
    ended_on TEXT,
    ended_at BIGINT
);
