-- The id of what a deed made; nothing while it is being done. Of the answers from before, which are kept for a day, those to applications
-- tell it, so that one that was sent before and is taken back after still frees its key. Nobody asks for the others.
ALTER TABLE idempotency ADD COLUMN made TEXT;
UPDATE idempotency SET made = reply::json ->> 'id' WHERE endpoint IN ('Apply', 'ApplySpontaneously') AND status = 200;
