-- Accounts, sessions, the catalogue, progress and certificates.
-- Flags are 0 or 1, times are milliseconds since 1970, ids and JSON are text: what both databases and sqlx's Any agree on.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- A PHC string: algorithm, parameters, salt and hash.
    password TEXT NOT NULL,
    language TEXT,
    theme TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE account_roles (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (account, role)
);

-- The organisation an account hires for. Its name is in `employers`, which the next migration makes.
CREATE TABLE employer_members (
    account TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    employer TEXT NOT NULL
);
CREATE INDEX employer_members_by_employer ON employer_members (employer);

CREATE TABLE sessions (
    -- SHA-256 of the token in the cookie, which itself is kept nowhere.
    token_hash TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE sign_in_attempts (
    id TEXT PRIMARY KEY NOT NULL,
    -- SHA-256 of an e-mail or of a client's address, with its kind.
    subject TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_subject ON sign_in_attempts (subject, at);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (at);

CREATE TABLE idempotency (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    reply TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, endpoint, key)
);
CREATE INDEX idempotency_by_time ON idempotency (created_at);

-- What was imported, and from which version of the files.
CREATE TABLE imports (
    name TEXT PRIMARY KEY NOT NULL,
    hash TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE courses (
    slug TEXT PRIMARY KEY NOT NULL,
    topic TEXT NOT NULL,
    level TEXT NOT NULL,
    author TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    chapters BIGINT NOT NULL,
    videos BIGINT NOT NULL,
    -- JSON arrays of language codes, in the order the course gives them.
    languages TEXT NOT NULL,
    captions TEXT NOT NULL,
    descriptions TEXT NOT NULL,
    -- JSON array of skill codes.
    skills TEXT NOT NULL,
    -- Every title, promise, outcome and skill in every language, folded for comparison.
    search TEXT NOT NULL,
    published BIGINT NOT NULL,
    -- Place in the catalogue, then by slug.
    position BIGINT NOT NULL
);
CREATE INDEX courses_by_place ON courses (published, position, slug);

CREATE TABLE course_texts (
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    promise TEXT NOT NULL,
    -- JSON array of texts.
    outcomes TEXT NOT NULL,
    audience TEXT NOT NULL,
    prerequisites TEXT NOT NULL,
    PRIMARY KEY (course, lang)
);

CREATE TABLE course_captions (
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    PRIMARY KEY (course, lang)
);

CREATE TABLE videos (
    id TEXT PRIMARY KEY NOT NULL,
    -- Voice, duration, titles, renditions and tracks, as JSON.
    facts TEXT NOT NULL
);

CREATE TABLE chapters (
    course TEXT NOT NULL REFERENCES courses (slug) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    position BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    video TEXT REFERENCES videos (id),
    -- How many questions its quiz has; 0 where it has none.
    questions BIGINT NOT NULL,
    -- The quiz as JSON, right answers included.
    quiz TEXT,
    PRIMARY KEY (course, slug)
);

CREATE TABLE chapter_texts (
    course TEXT NOT NULL,
    chapter TEXT NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    -- Sanitised when it was imported.
    html TEXT NOT NULL,
    -- JSON array of the headings in `html`.
    headings TEXT NOT NULL,
    PRIMARY KEY (course, chapter, lang),
    FOREIGN KEY (course, chapter) REFERENCES chapters (course, slug) ON DELETE CASCADE
);

-- Progress and certificates outlive a course that is taken out of the catalogue, so they do not refer to its rows.
CREATE TABLE chapter_progress (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    course TEXT NOT NULL,
    chapter TEXT NOT NULL,
    position_ms BIGINT NOT NULL,
    was_read BIGINT NOT NULL,
    best_percent BIGINT,
    passed BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account, course, chapter)
);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    course TEXT NOT NULL,
    chapter TEXT NOT NULL,
    -- The key it was sent under, so that one sent twice is kept once.
    key TEXT NOT NULL,
    -- JSON array of the answers.
    answers TEXT NOT NULL,
    percent BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (account, course, chapter, key)
);

CREATE TABLE certificates (
    code TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    course TEXT NOT NULL,
    holder TEXT NOT NULL,
    -- JSON object from language to the course's title at the time of the award.
    titles TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    percent BIGINT NOT NULL,
    -- JSON array of skill codes.
    skills TEXT NOT NULL,
    issuer TEXT NOT NULL,
    awarded_at BIGINT NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (account, course)
);
