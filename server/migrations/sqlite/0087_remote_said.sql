-- Whether an ad says where its work is done. Of the ads of other sites that are here, those on site may have said nothing of it: they
-- count as not saying it until their feed comes again.
ALTER TABLE jobs ADD COLUMN remote_said BIGINT NOT NULL DEFAULT 1;
UPDATE jobs SET remote_said = 0 WHERE elsewhere = 1 AND remote = 'on-site';
