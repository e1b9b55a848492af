-- Grows with each change of what a talent keeps back and from whom, so that a page which was opened before is told of it.
ALTER TABLE talents ADD COLUMN privacy_version BIGINT NOT NULL DEFAULT 1;
