-- Who registered an organisation, and how often its owners tried to add members.

-- Whose address is compared with the website; nobody once that account is gone, or where it is not known.
ALTER TABLE employers ADD COLUMN registered_by TEXT REFERENCES accounts (id) ON DELETE SET NULL;
-- Of those that registered before this was kept, only a single owner can have been the one.
UPDATE employers SET registered_by = (
    SELECT MIN(m.account) FROM employer_members m WHERE m.employer = employers.slug AND m.role = 'owner' HAVING COUNT(*) = 1
) WHERE registered_at IS NOT NULL;

-- Each time that somebody tried to add a member, for as long as the limit of a day looks back.
CREATE TABLE member_tries (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    tried_at BIGINT NOT NULL
);
CREATE INDEX member_tries_by_employer ON member_tries (employer, tried_at);
