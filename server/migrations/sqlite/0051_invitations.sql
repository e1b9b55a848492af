-- Whom an organisation invited, by the address that was typed: whether it has an account is not looked up.
-- `member_tries` counts how often it invited.
CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_by TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    UNIQUE (employer, email)
);
CREATE INDEX invitations_by_email ON invitations (email, expires_at);
