-- Ads that an organisation posted again: the older one names the newer, and only the newer is found.
ALTER TABLE jobs ADD COLUMN repeated_by TEXT;
-- What counts read, in the order they are grouped by, so that they need not look at the ads themselves nor sort them.
CREATE INDEX jobs_counted ON jobs (contract, remote, level, posted_at, repeated_by, start_on, place, pay_month);
CREATE INDEX jobs_by_sameness ON jobs (employer, title, place, contract);
-- Ads that are like one another have the same occupation.
CREATE INDEX job_details_by_rome ON job_details (rome);

-- Applications that somebody made elsewhere and keeps track of here. Nobody else sees them.
CREATE TABLE outside_applications (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Chosen by the browser, so that one sent twice is one. Another person may have the same.
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    employer TEXT NOT NULL,
    url TEXT NOT NULL,
    status TEXT NOT NULL,
    applied_on TEXT,
    note TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account, id)
);
