-- The work side: the taxonomy, the job board, files and the talent marketplace.
-- Flags are 0 or 1, times are milliseconds since 1970 in UTC, days are YYYY-MM-DD, ids and JSON are text.

CREATE TABLE skills (
    code TEXT NOT NULL PRIMARY KEY,
    -- JSON: language to name.
    names TEXT NOT NULL,
    -- JSON: codes of near skills, the nearest first.
    near TEXT NOT NULL
);

CREATE TABLE places (
    slug TEXT NOT NULL PRIMARY KEY,
    names TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL
);
CREATE INDEX places_by_spot ON places (lat, lon);

CREATE TABLE employers (
    slug TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sector TEXT NOT NULL,
    about TEXT NOT NULL,
    lang TEXT NOT NULL,
    size BIGINT NOT NULL,
    place TEXT NOT NULL REFERENCES places (slug),
    website TEXT NOT NULL,
    accessible_workplace BIGINT NOT NULL,
    disability_confident BIGINT NOT NULL
);

-- What searches read. The long text lives apart, so that a scan over all ads stays short.
CREATE TABLE jobs (
    slug TEXT NOT NULL PRIMARY KEY,
    employer TEXT NOT NULL REFERENCES employers (slug),
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    contract TEXT NOT NULL,
    level BIGINT,
    remote TEXT NOT NULL,
    place TEXT NOT NULL REFERENCES places (slug),
    pay_min BIGINT,
    pay_max BIGINT,
    pay_currency TEXT,
    pay_period TEXT,
    -- The least it pays a month in euros at the rules' fixed rates, or nothing where that cannot be said.
    pay_month BIGINT,
    start_on TEXT,
    training_days BIGINT,
    posted_at BIGINT NOT NULL,
    -- Every word of the ad, folded.
    search TEXT NOT NULL
);
CREATE INDEX jobs_by_posting ON jobs (posted_at, slug);
CREATE INDEX jobs_by_place ON jobs (place, posted_at);
CREATE INDEX jobs_by_pay ON jobs ((COALESCE(pay_month, -1)), slug);
CREATE INDEX jobs_by_employer ON jobs (employer, posted_at);

CREATE TABLE job_details (
    job TEXT NOT NULL PRIMARY KEY REFERENCES jobs (slug) ON DELETE CASCADE,
    html TEXT NOT NULL,
    must TEXT NOT NULL,
    nice TEXT NOT NULL,
    languages TEXT NOT NULL,
    rome TEXT,
    openings BIGINT NOT NULL,
    duration_months BIGINT
);

CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    stored_at BIGINT NOT NULL
);
CREATE INDEX files_by_account ON files (account);

CREATE TABLE applications (
    id TEXT NOT NULL PRIMARY KEY,
    job TEXT NOT NULL REFERENCES jobs (slug),
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    profile TEXT NOT NULL,
    message TEXT NOT NULL,
    phone TEXT,
    cv TEXT REFERENCES files (id),
    reason TEXT,
    note TEXT,
    sent_at BIGINT NOT NULL
);
-- Two tabs that apply at once: the second one finds this index.
CREATE UNIQUE INDEX applications_one_a_job ON applications (job, account) WHERE status <> 'withdrawn';
CREATE INDEX applications_by_account ON applications (account, sent_at);
CREATE INDEX applications_by_job ON applications (job, sent_at);
CREATE INDEX applications_by_cv ON applications (cv);

CREATE TABLE application_changes (
    application TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (application, status)
);

-- What searches read of a talent. `seq` never leaves the server; `id` is random and says nothing about the account.
CREATE TABLE talents (
    seq INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
    visible BIGINT NOT NULL,
    level BIGINT,
    place TEXT REFERENCES places (slug),
    radius_km BIGINT,
    available_from TEXT,
    -- JSON lists, empty where nothing was said.
    skills TEXT NOT NULL,
    remote TEXT NOT NULL,
    contracts TEXT NOT NULL,
    languages TEXT NOT NULL
);
CREATE INDEX talents_by_visibility ON talents (visible, id);

CREATE TABLE talent_texts (
    talent BIGINT NOT NULL PRIMARY KEY REFERENCES talents (seq) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    headline TEXT NOT NULL,
    about TEXT NOT NULL,
    projects TEXT NOT NULL
);

CREATE TABLE talent_skills (
    skill TEXT NOT NULL REFERENCES skills (code),
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    evidence TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (skill, talent)
) WITHOUT ROWID;
CREATE INDEX talent_skills_by_talent ON talent_skills (talent);

CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    talent BIGINT NOT NULL REFERENCES talents (seq) ON DELETE CASCADE,
    employer TEXT NOT NULL REFERENCES employers (slug),
    job TEXT NOT NULL REFERENCES jobs (slug),
    pay_min BIGINT NOT NULL,
    pay_max BIGINT NOT NULL,
    pay_currency TEXT NOT NULL,
    pay_period TEXT NOT NULL,
    message TEXT NOT NULL,
    status TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE UNIQUE INDEX contacts_one_open ON contacts (employer, talent) WHERE status = 'sent';
CREATE INDEX contacts_by_employer ON contacts (employer, sent_at);
CREATE INDEX contacts_by_talent ON contacts (talent, sent_at);
