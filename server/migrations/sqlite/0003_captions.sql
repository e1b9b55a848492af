-- Captions as rows: what is said in each video, and the words it is found by.
-- A video's tracks belong to the chapter it is shown in. Chapters are written anew by every import, so nothing here refers to them.

-- 1 where a person took the course out of the catalogue, so that an import does not put it back.
ALTER TABLE courses ADD COLUMN held BIGINT NOT NULL DEFAULT 0;

-- The accounts that wrote a course. They may change it; others who teach may not.
CREATE TABLE course_authors (
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (course, account)
);
CREATE INDEX course_authors_by_account ON course_authors (account);

CREATE TABLE caption_tracks (
    -- course/chapter/kind.language
    id TEXT PRIMARY KEY NOT NULL,
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    chapter TEXT NOT NULL,
    kind TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- content, or upload, which stands in place of what came with the course.
    source TEXT NOT NULL,
    -- The address of the file, which never has other content.
    src TEXT NOT NULL,
    -- SHA-256 of the file in hexadecimal.
    digest TEXT NOT NULL,
    cues BIGINT NOT NULL,
    -- When it was uploaded.
    sent_at BIGINT
);
CREATE INDEX caption_tracks_by_chapter ON caption_tracks (course, chapter);

CREATE TABLE caption_cues (
    track TEXT NOT NULL REFERENCES caption_tracks (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- The cue's own id and settings, as WebVTT spells them.
    cue_id TEXT NOT NULL,
    start_ms BIGINT NOT NULL,
    end_ms BIGINT NOT NULL,
    settings TEXT NOT NULL,
    -- Cue text with its tags, and the words alone.
    body TEXT NOT NULL,
    plain TEXT NOT NULL,
    -- How many words that is.
    words BIGINT NOT NULL,
    PRIMARY KEY (track, position)
);

-- The index of captions: for each stem, the cues of published and other courses that hold it.
CREATE TABLE caption_terms (
    lang TEXT NOT NULL,
    term TEXT NOT NULL,
    track TEXT NOT NULL REFERENCES caption_tracks (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- The words that gave the stem, folded, with a space around each.
    forms TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (lang, term, track, position)
);
CREATE INDEX caption_terms_by_track ON caption_terms (track, position);

-- Every file that was sent, so that one person cannot send without end, and it can be told who sent what.
CREATE TABLE caption_uploads (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    track TEXT NOT NULL,
    digest TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX caption_uploads_by_account ON caption_uploads (account, at);
