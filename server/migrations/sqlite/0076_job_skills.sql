-- What ads need, by skill: an order by match takes those first that need what a person can do. Kept by triggers, so that whoever
-- writes an ad cannot forget it.
CREATE TABLE job_skills (
    skill TEXT NOT NULL,
    job TEXT NOT NULL REFERENCES jobs (slug) ON DELETE CASCADE,
    PRIMARY KEY (skill, job)
) WITHOUT ROWID;
CREATE INDEX job_skills_by_job ON job_skills (job);

INSERT INTO job_skills (skill, job) SELECT DISTINCT s.value, d.job FROM job_details d, json_each(d.must) s;

CREATE TRIGGER job_skills_added AFTER INSERT ON job_details BEGIN
    INSERT INTO job_skills (skill, job) SELECT DISTINCT value, new.job FROM json_each(new.must);
END;
CREATE TRIGGER job_skills_changed AFTER UPDATE OF must ON job_details WHEN old.must <> new.must BEGIN
    DELETE FROM job_skills WHERE job = new.job;
    INSERT INTO job_skills (skill, job) SELECT DISTINCT value, new.job FROM json_each(new.must);
END;
