-- What ads of one job have in common, wherever they were posted. Ads and organisations from before get theirs in the background once
-- the server runs, with the words of ads, or by `reindex`; until then they are compared with none.
ALTER TABLE employers ADD COLUMN same_name TEXT;
CREATE INDEX employers_by_same_name ON employers (same_name);
ALTER TABLE jobs ADD COLUMN same_title TEXT;
-- A digest of everything that the ad says, and the least hashes of its text.
ALTER TABLE job_details ADD COLUMN same_text TEXT NOT NULL DEFAULT '';
ALTER TABLE job_details ADD COLUMN same_words TEXT NOT NULL DEFAULT '';

-- The last day on which another ad stands for it: the day after, it is found again, whoever runs meanwhile.
ALTER TABLE jobs ADD COLUMN repeated_until TEXT;
UPDATE jobs SET repeated_until = '9999-12-31' WHERE repeated_by IS NOT NULL;

DROP INDEX jobs_by_sameness;
CREATE INDEX jobs_by_sameness ON jobs (employer, same_title, place, contract);
CREATE INDEX jobs_repeated ON jobs (repeated_by) WHERE repeated_by IS NOT NULL;

DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug, expires_on,
     closed_at, repeated_until);
