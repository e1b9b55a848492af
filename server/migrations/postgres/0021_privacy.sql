-- Who sees what of a talent, and who has looked.

-- JSON list of the fields that no organisation sees.
ALTER TABLE talents ADD COLUMN hidden TEXT NOT NULL DEFAULT '[]';
-- When the talent last said that the profile still holds. After some time it is found no more.
ALTER TABLE talents ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0;
UPDATE talents SET confirmed_at = CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT);

-- Organisations that never see a talent, such as the present employer.
CREATE TABLE talent_blocks (
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    PRIMARY KEY (talent, employer)
);
CREATE INDEX talent_blocks_by_employer ON talent_blocks (employer);

-- Which organisation looked at a profile, on which day and how often.
CREATE TABLE talent_views (
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    day TEXT NOT NULL,
    times BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (talent, employer, day)
);
CREATE INDEX talent_views_by_time ON talent_views (talent, last_at);
