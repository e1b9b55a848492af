-- Which feed brought an organisation or a town, so that no other feed changes it. Towns of feeds are found by where they are, and are
-- not among those that forms offer.
ALTER TABLE employers ADD COLUMN source TEXT;
ALTER TABLE places ADD COLUMN source TEXT;

-- The last day on which one can apply, where that is said.
ALTER TABLE jobs ADD COLUMN expires_on TEXT;

-- Whether one applies on another site, where nobody here counts who does: these come last among the ads with the fewest applicants.
ALTER TABLE jobs ADD COLUMN elsewhere BIGINT NOT NULL DEFAULT 0;
UPDATE jobs SET elsewhere = 1 WHERE slug IN (SELECT job FROM imported_ads);
DROP INDEX jobs_by_applicants;
CREATE INDEX jobs_by_applicants ON jobs (elsewhere, applicants, slug);

-- Counts leave out what one cannot apply for any more.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug, expires_on);
