-- The words of ads by an index, made from the ad itself, so that whoever writes an ad cannot forget it. The signs of `c++` and `c#`
-- would be gaps, so they are written out, in ads and in searches alike.
ALTER TABLE jobs ADD COLUMN words TSVECTOR GENERATED ALWAYS AS
    (to_tsvector('simple'::regconfig, replace(replace(search, '+', 'plus'), '#', 'sharp'))) STORED;
CREATE INDEX jobs_by_words ON jobs USING GIN (words);

-- Counts know each ad by its address where they look it up among those that have some words.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug);
