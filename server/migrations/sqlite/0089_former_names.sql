-- Names that accounts had before. What a talent wrote is read without them, as without the present one; nothing else reads them.
CREATE TABLE former_names (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- Until when it was the name of the account.
    until_at BIGINT NOT NULL,
    -- For how long it was: of too many names those are kept that an account had for the longest time.
    had_ms BIGINT NOT NULL,
    PRIMARY KEY (account, name)
);
-- What is known of names of before is on certificates, each of which says under which name it was awarded.
INSERT INTO former_names (account, name, until_at, had_ms)
SELECT c.account, c.holder, MAX(c.awarded_at), MAX(c.awarded_at) - MIN(a.created_at)
FROM certificates c JOIN accounts a ON a.id = c.account WHERE c.holder <> a.name GROUP BY c.account, c.holder;
