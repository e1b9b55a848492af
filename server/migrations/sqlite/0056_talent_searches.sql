-- Searches for talents that members of organisations keep, and since when each profile can be found. Those that could be found
-- before this was kept are new to nobody.
ALTER TABLE talents ADD COLUMN shown_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE talent_searches (
    -- Whoever leaves the organisation leaves these behind.
    account TEXT NOT NULL REFERENCES employer_members (account) ON DELETE CASCADE,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- Chosen by the browser, so that one sent twice is one. Another member may have the same.
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The search as JSON.
    search TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, employer, id)
);
