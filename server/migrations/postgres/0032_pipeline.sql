-- How an organisation works through the applications to an ad: stages, notes, tasks, ready texts, and times to meet.

-- Where the organisation put it on its own board.
ALTER TABLE applications ADD COLUMN stage TEXT NOT NULL DEFAULT 'new';
UPDATE applications SET stage = CASE status WHEN 'interview' THEN 'interview' WHEN 'accepted' THEN 'hired' WHEN 'declined' THEN 'refused' ELSE 'new' END;

CREATE TABLE application_notes (
    id TEXT NOT NULL PRIMARY KEY,
    application TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    -- Who wrote it; the words stay with the organisation when that member is gone.
    account TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX application_notes_by_application ON application_notes (application, written_at);

CREATE TABLE application_tasks (
    id TEXT NOT NULL PRIMARY KEY,
    application TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    due_on TEXT,
    done_at BIGINT,
    made_at BIGINT NOT NULL
);
CREATE INDEX application_tasks_by_application ON application_tasks (application, made_at);

CREATE TABLE message_templates (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- Chosen by the browser, so that one sent twice is one. Another organisation may have the same.
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (employer, id)
);

-- Times to meet that an organisation offers for one application, of which the person chooses one.
CREATE TABLE interview_slots (
    id TEXT NOT NULL PRIMARY KEY,
    application TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    place TEXT NOT NULL,
    chosen_at BIGINT
);
CREATE INDEX interview_slots_by_application ON interview_slots (application, starts_at);
CREATE UNIQUE INDEX interview_slots_one_chosen ON interview_slots (application) WHERE chosen_at IS NOT NULL;
