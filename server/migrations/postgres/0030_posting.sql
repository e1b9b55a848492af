-- Writing an ad: drafts that are kept, ads that are closed, and what an ad asks of those who apply.

-- When its organisation closed the ad; nothing while one may apply. Its page stays and says so.
ALTER TABLE jobs ADD COLUMN closed_at BIGINT;
-- How the organisation recruits, in its words.
ALTER TABLE job_details ADD COLUMN steps TEXT NOT NULL DEFAULT '';
-- JSON list of the questions that an application answers.
ALTER TABLE job_details ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
-- JSON list of question and answer, as they were when the application was sent.
ALTER TABLE applications ADD COLUMN answers TEXT NOT NULL DEFAULT '[]';

CREATE TABLE job_drafts (
    id TEXT NOT NULL PRIMARY KEY,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- The ad that was published from it.
    job TEXT UNIQUE REFERENCES jobs (slug) ON DELETE SET NULL,
    content TEXT NOT NULL,
    -- Counts the changes, so that of two members who write at once the second one is told.
    version BIGINT NOT NULL,
    -- The version that was published last.
    published BIGINT,
    changed_at BIGINT NOT NULL
);
CREATE INDEX job_drafts_by_employer ON job_drafts (employer, changed_at);
