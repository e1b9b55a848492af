-- Grows with each change of what the form of a profile writes, so that a form which was opened before is told of it.
ALTER TABLE talents ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
