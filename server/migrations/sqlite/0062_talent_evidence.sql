-- What stands behind the skills of a talent is only ever read as a whole, beside what the talent wrote: a JSON list there is one
-- row to read, where a table had one for each skill, each in another place of the file.
ALTER TABLE talent_texts ADD COLUMN skills TEXT NOT NULL DEFAULT '[]';
UPDATE talent_texts SET skills = (
    SELECT json_group_array(json_object('skill', s.skill, 'kind', s.evidence, 'text', s.text))
    FROM talent_skills s WHERE s.talent = talent_texts.talent
);
DROP TABLE talent_skills;
