-- Counts leave out what its organisation closed, without looking at the ads themselves.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug, expires_on, closed_at);
