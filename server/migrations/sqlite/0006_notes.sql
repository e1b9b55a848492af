-- What readers leave in lessons: notes, and where they stopped reading.
-- Chapters are written anew by every import, so nothing here refers to them.
CREATE TABLE notes (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Chosen by the browser, so that a note sent twice is one. Another person's note may have the same.
    id TEXT NOT NULL,
    course TEXT NOT NULL,
    chapter TEXT NOT NULL,
    position_ms BIGINT,
    heading TEXT,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account, id)
);
CREATE INDEX notes_by_chapter ON notes (account, course, chapter);

ALTER TABLE chapter_progress ADD COLUMN reading_block BIGINT NOT NULL DEFAULT 0;
