-- What groups people say that they are in, for the audit of selection and nothing else. Each row is an agreement, and taking it back
-- deletes the row.
CREATE TABLE declared_groups (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    sex TEXT,
    age TEXT,
    origin TEXT,
    agreed_at BIGINT NOT NULL
);

-- Health apart from the rest, with an agreement of its own.
CREATE TABLE declared_health (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    disability TEXT NOT NULL,
    agreed_at BIGINT NOT NULL
);
