-- What ads need, by skill: an order by match takes those first that need what a person can do. Kept by triggers, so that whoever
-- writes an ad cannot forget it.
CREATE TABLE job_skills (
    skill TEXT NOT NULL,
    job TEXT NOT NULL REFERENCES jobs (slug) ON DELETE CASCADE,
    PRIMARY KEY (skill, job)
);
CREATE INDEX job_skills_by_job ON job_skills (job);

INSERT INTO job_skills (skill, job)
    SELECT DISTINCT s.skill, d.job FROM job_details d CROSS JOIN LATERAL jsonb_array_elements_text(d.must::jsonb) AS s (skill);

CREATE FUNCTION keep_job_skills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM job_skills WHERE job = new.job;
    END IF;
    INSERT INTO job_skills (skill, job)
        SELECT DISTINCT s.skill, new.job FROM jsonb_array_elements_text(new.must::jsonb) AS s (skill);
    RETURN NULL;
END
$$;

CREATE TRIGGER job_skills_added AFTER INSERT ON job_details FOR EACH ROW EXECUTE FUNCTION keep_job_skills();
CREATE TRIGGER job_skills_changed AFTER UPDATE OF must ON job_details FOR EACH ROW
    WHEN (old.must IS DISTINCT FROM new.must) EXECUTE FUNCTION keep_job_skills();
