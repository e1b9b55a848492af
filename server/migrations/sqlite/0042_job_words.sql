-- The words of ads by an index. It holds no text of its own and is kept by triggers, so that whoever writes an ad cannot forget it.
CREATE TABLE job_numbers (
    id INTEGER NOT NULL PRIMARY KEY,
    job TEXT NOT NULL UNIQUE REFERENCES jobs (slug) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE job_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', prefix = '3', tokenize = "unicode61 tokenchars '+#'"
);

INSERT INTO job_numbers (job) SELECT slug FROM jobs;
INSERT INTO job_words (rowid, words) SELECT n.id, j.search FROM job_numbers n JOIN jobs j ON j.slug = n.job;

CREATE TRIGGER job_words_added AFTER INSERT ON jobs BEGIN
    INSERT INTO job_numbers (job) VALUES (new.slug);
    INSERT INTO job_words (rowid, words) SELECT id, new.search FROM job_numbers WHERE job = new.slug;
END;
CREATE TRIGGER job_words_changed AFTER UPDATE OF search ON jobs WHEN old.search <> new.search BEGIN
    DELETE FROM job_words WHERE rowid = (SELECT id FROM job_numbers WHERE job = new.slug);
    INSERT INTO job_words (rowid, words) SELECT id, new.search FROM job_numbers WHERE job = new.slug;
END;
CREATE TRIGGER job_words_gone BEFORE DELETE ON jobs BEGIN
    DELETE FROM job_words WHERE rowid = (SELECT id FROM job_numbers WHERE job = old.slug);
END;

-- Counts know each ad by its address where they look it up among those that have some words.
DROP INDEX jobs_counted;
CREATE INDEX jobs_counted ON jobs
    (contract, remote, level, training_days, posted_at, repeated_by, left_at, start_on, place, pay_month, employer, slug);
