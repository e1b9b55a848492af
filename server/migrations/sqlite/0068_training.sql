-- Courses that organisations ask for, and what recruiters said in interviews.

CREATE TABLE training_requests (
    id TEXT NOT NULL PRIMARY KEY,
    employer TEXT NOT NULL REFERENCES employers (slug) ON DELETE CASCADE,
    -- Who asked; the request stays with the organisation when that account is gone.
    account TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    -- JSON array of skill codes.
    skills TEXT NOT NULL,
    people BIGINT NOT NULL,
    region TEXT,
    remote BIGINT NOT NULL,
    start_on TEXT,
    purpose TEXT NOT NULL,
    candidates BIGINT NOT NULL,
    status TEXT NOT NULL,
    words TEXT,
    sent_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX training_requests_by_employer ON training_requests (employer, sent_at);
CREATE INDEX training_requests_by_status ON training_requests (status, sent_at);

CREATE TABLE recruiter_interviews (
    -- Chosen by the browser, so that one sent twice is one.
    id TEXT NOT NULL PRIMARY KEY,
    -- Who wrote it down; it stays when that account is gone.
    account TEXT REFERENCES accounts (id) ON DELETE SET NULL,
    organisation TEXT NOT NULL,
    held_on TEXT NOT NULL,
    notes TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX recruiter_interviews_by_day ON recruiter_interviews (held_on, id);
CREATE INDEX recruiter_interviews_by_account ON recruiter_interviews (account);

CREATE TABLE interview_skills (
    interview TEXT NOT NULL REFERENCES recruiter_interviews (id) ON DELETE CASCADE,
    skill TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (interview, skill)
);
CREATE INDEX interview_skills_by_skill ON interview_skills (skill);

-- An organisation of the board is known by its name.
CREATE INDEX employers_by_name ON employers (name);
