-- Occupations of the ROME, the French directory of occupations, by which ads are told apart.
CREATE TABLE occupations (
    code TEXT NOT NULL PRIMARY KEY,
    -- JSON: language to name. French is the directory's own.
    names TEXT NOT NULL
);

-- What counts by occupation read, so that they need not look at the long texts of the ads.
CREATE INDEX job_details_occupations ON job_details (job, rome);

-- Counts tell ads apart by their days of training too, and leave out those that left their feed.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted
    ON jobs (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer);
