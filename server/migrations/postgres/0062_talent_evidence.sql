-- What stands behind the skills of a talent is only ever read as a whole, beside what the talent wrote: a JSON list there is one
-- row to read, where a table had one for each skill.
ALTER TABLE talent_texts ADD COLUMN skills TEXT NOT NULL DEFAULT '[]';
UPDATE talent_texts SET skills = COALESCE((
    SELECT json_agg(json_build_object('skill', s.skill, 'kind', s.evidence, 'text', s.text))::text
    FROM talent_skills s WHERE s.talent = talent_texts.talent
), '[]');
DROP TABLE talent_skills;
