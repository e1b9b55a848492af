-- How many applied for each ad and did not take it back, kept beside the ad so that an index can order by it.
ALTER TABLE jobs ADD COLUMN applicants BIGINT NOT NULL DEFAULT 0;
UPDATE jobs SET applicants = (SELECT COUNT(*) FROM applications a WHERE a.job = jobs.slug AND a.status <> 'withdrawn');
CREATE INDEX jobs_by_applicants ON jobs (applicants, slug);
