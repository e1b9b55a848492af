-- One row a subject whose tries are counted. Writing it first makes those who try at the same moment wait for one another, so that
-- none passes the limit by not seeing the others' rows.
CREATE TABLE attempt_subjects (
    subject TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE INDEX attempt_subjects_by_time ON attempt_subjects (at);
