-- Accessibility problems that anybody may report. Nothing tells who sent one but what they wrote themselves.
CREATE TABLE reports (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    -- Chosen by the sender's browser, so that a report sent twice is one.
    key TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    page TEXT NOT NULL,
    course TEXT,
    chapter TEXT,
    second BIGINT,
    -- How to reach the person, emptied when the report is solved.
    contact TEXT,
    state TEXT NOT NULL,
    sent_at BIGINT NOT NULL
);
CREATE INDEX reports_by_age ON reports (sent_at, id);
CREATE INDEX reports_by_state ON reports (state, sent_at, id);
