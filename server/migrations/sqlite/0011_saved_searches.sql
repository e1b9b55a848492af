-- Searches that people keep, and since when each ad is here. An ad may be older than that where it came from elsewhere, so that
-- what is new to a reader cannot be told by the day it was posted on. Nothing: since it was posted.
ALTER TABLE jobs ADD COLUMN added_at BIGINT;
UPDATE jobs SET added_at = posted_at;
CREATE INDEX jobs_by_adding ON jobs ((COALESCE(added_at, posted_at)));

CREATE TABLE saved_searches (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Chosen by the browser, so that one sent twice is one. Another person may have the same.
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The search as JSON.
    search TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, id)
);
