-- For how many people an ad is, or 0 where it does not say. One was written where nothing was said: in ads of other sites, which say it
-- anew when their feed comes again, and in ads that were published from a draft that leaves it out.
UPDATE job_details SET openings = 0 WHERE openings = 1 AND job IN (SELECT slug FROM jobs WHERE elsewhere = 1);
UPDATE job_details SET openings = 0 WHERE openings = 1
    AND job IN (SELECT job FROM job_drafts WHERE published = version AND content::json ->> 'openings' IS NULL);
