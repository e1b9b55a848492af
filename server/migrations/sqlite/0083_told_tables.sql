-- The tables of the audit as they were told, one of each trait: how many of each group came how far, as JSON, and those whom a table hides
-- as well. A later one is compared with them, so that no two differ by few people. The rows are there from the start, and empty: whoever
-- tells a table holds them.
CREATE TABLE told_tables (
    by_trait TEXT NOT NULL PRIMARY KEY,
    told_at BIGINT NOT NULL,
    compared_at BIGINT NOT NULL,
    counts TEXT
);
INSERT INTO told_tables (by_trait, told_at, compared_at) VALUES ('sex', 0, 0), ('age', 0, 0), ('origin', 0, 0), ('disability', 0, 0);
