-- Counts of ads that begin on some days read whether an ad is of a feed, which does not say when it begins.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug, expires_on,
     closed_at, repeated_until, elsewhere);
