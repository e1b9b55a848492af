-- What the matching of people and jobs reads: the rhythm and pay that would do, and where each skill is taught.

-- JSON list of days of training a week, empty where nothing was said.
ALTER TABLE talents ADD COLUMN training_days TEXT NOT NULL DEFAULT '[]';
-- The least pay that would do, in whole euros a month.
ALTER TABLE talents ADD COLUMN pay_month BIGINT;

-- The skills that a course teaches, each with the first chapter that says so, or none where the course as a whole does.
CREATE TABLE taught_skills (
    skill TEXT NOT NULL,
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    chapter TEXT,
    -- The course's place in the catalogue.
    position BIGINT NOT NULL,
    PRIMARY KEY (skill, course)
);
CREATE INDEX taught_skills_by_place ON taught_skills (skill, position, course);
CREATE INDEX taught_skills_by_course ON taught_skills (course);
