-- Where organisations saw a person besides the page of the profile: in results, on lists, in an application. A line a day; whoever has
-- no profile, and wrote to an organisation, has such lines too.
CREATE TABLE person_views (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- results, shortlist, contacts, export, application or cv.
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    times BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (account, employer, kind, day)
);
CREATE INDEX person_views_by_time ON person_views (account, last_at);
CREATE INDEX person_views_by_moment ON person_views (last_at);

-- Organisations that a talent keeps out by a name or a domain, whether they are here or not yet.
CREATE TABLE kept_out_names (
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    -- What names and domains are compared by.
    key TEXT NOT NULL,
    -- As it was typed.
    text TEXT NOT NULL,
    PRIMARY KEY (talent, key)
);
CREATE INDEX kept_out_names_by_key ON kept_out_names (key);
-- The key that an organisation is kept out by; nothing where it was chosen itself.
ALTER TABLE talent_blocks ADD COLUMN named TEXT;

-- SHA-256 of what is in a file, in hexadecimal; nothing for those that came before it was taken.
ALTER TABLE files ADD COLUMN sha256 TEXT;
