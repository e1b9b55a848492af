-- Writing to an organisation that has no ad for what one looks for.

-- Since when the organisation takes such applications; nothing while it does not.
ALTER TABLE employers ADD COLUMN open_since BIGINT;

-- For which occupations it takes them, and where.
CREATE TABLE open_occupations (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    occupation TEXT NOT NULL REFERENCES occupations (code),
    PRIMARY KEY (employer, occupation)
);
CREATE INDEX open_occupations_by_code ON open_occupations (occupation);
CREATE TABLE open_places (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    place TEXT NOT NULL REFERENCES places (slug),
    PRIMARY KEY (employer, place)
);
CREATE INDEX open_places_by_place ON open_places (place);

-- What such applications hang on, so that they have the stages, notes, tasks and rights that those to an ad have. It is no ad: it was
-- closed before any ad was and has no details, so that whatever leaves closed or old ads out leaves it out.
ALTER TABLE jobs ADD COLUMN standing BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX jobs_one_standing ON jobs (employer) WHERE standing = 1;

-- The occupation that somebody wrote for without an ad; nothing where they applied to an ad.
ALTER TABLE applications ADD COLUMN occupation TEXT REFERENCES occupations (code);
