-- What the members of an organisation share, and who of them opened what.

CREATE TABLE member_views (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Whether it was the applications to an ad or a profile, and which.
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    day TEXT NOT NULL,
    times BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (employer, account, kind, object, day)
);
CREATE INDEX member_views_by_time ON member_views (employer, last_at);

-- Named lists of talents.
CREATE TABLE shortlists (
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- Chosen by the browser, so that one sent twice is one. Another organisation may have the same.
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (employer, id)
);
CREATE TABLE shortlist_talents (
    employer TEXT NOT NULL,
    list TEXT NOT NULL,
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (employer, list, talent),
    FOREIGN KEY (employer, list) REFERENCES shortlists (employer, id) ON DELETE CASCADE
);
CREATE INDEX shortlist_talents_by_talent ON shortlist_talents (talent);
