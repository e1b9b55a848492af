-- The words of ads in their order, each by its stem, for phrases; where in `search` the stems begin; and the form that both have.
-- Ads that are of no form yet are written anew in the background once the server runs, or by `reindex`.
ALTER TABLE jobs ADD COLUMN phrases TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN stems_from BIGINT;
ALTER TABLE jobs ADD COLUMN words_form BIGINT NOT NULL DEFAULT 0;
