-- What people say of the time after their first certificate, and who does not want to be asked.

CREATE TABLE outcomes (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    situation TEXT NOT NULL,
    -- 1 or 0; nothing where it was not said.
    related BIGINT,
    began_on TEXT,
    pay_before BIGINT,
    pay_now BIGINT,
    currency TEXT,
    period TEXT,
    stayed BIGINT,
    -- The first time; a change leaves it as it was, so that answers keep their order.
    answered_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Who deleted their answer, or said that they do not want to give one.
CREATE TABLE outcome_refusals (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE
);
