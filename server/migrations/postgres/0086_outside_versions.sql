-- Grows with each change of an application that was made elsewhere, so that a form which was opened before is told of it.
ALTER TABLE outside_applications ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
