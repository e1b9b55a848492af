-- Who may do what in an organisation, and whether the people who work here let it in.

-- Those who were members before could do everything, and still can.
ALTER TABLE employer_members ADD COLUMN role TEXT NOT NULL DEFAULT 'owner';

-- Organisations from before were brought in by those who work here.
ALTER TABLE employers ADD COLUMN approval TEXT NOT NULL DEFAULT 'approved';
-- Why it was refused, in the words of whoever decided.
ALTER TABLE employers ADD COLUMN refusal TEXT;
-- Whether somebody who works here confirmed that its members write from its own domain.
ALTER TABLE employers ADD COLUMN domain_verified BIGINT NOT NULL DEFAULT 0;
-- When somebody registered it here; nothing where it was brought in.
ALTER TABLE employers ADD COLUMN registered_at BIGINT;
CREATE INDEX employers_by_approval ON employers (approval, registered_at);
