-- The moments since which ads and talents can be found, given in the order in which that is committed. Whoever gives one holds its row
-- until the end of the transaction, so that a reader who finds a moment here finds whatever came in until then, and nothing of that
-- moment or an earlier one comes in later.
CREATE TABLE news_clock (
    -- What the news are of: `ads` or `talents`.
    news TEXT NOT NULL PRIMARY KEY,
    -- The last moment that was given, in milliseconds: that of the machine, or one more than the last where that is later.
    moment BIGINT NOT NULL
);

-- Up to which of these moments the owner looked; `looked_at` says when that was.
ALTER TABLE saved_searches ADD COLUMN looked_to BIGINT NOT NULL DEFAULT 0;
UPDATE saved_searches SET looked_to = looked_at;
ALTER TABLE talent_searches ADD COLUMN looked_to BIGINT NOT NULL DEFAULT 0;
UPDATE talent_searches SET looked_to = looked_at;

-- What comes in is of a later moment than all that is known, and than every look.
INSERT INTO news_clock (news, moment)
    SELECT 'ads', COALESCE(MAX(k.moment), 0) FROM
        (SELECT MAX(added_at) AS moment FROM jobs UNION ALL SELECT MAX(looked_at) FROM saved_searches) k;
INSERT INTO news_clock (news, moment)
    SELECT 'talents', COALESCE(MAX(k.moment), 0) FROM
        (SELECT MAX(shown_at) AS moment FROM talents UNION ALL SELECT MAX(looked_at) FROM talent_searches) k;
