-- Which member offered a time to meet, and comes to it: two people do not meet the same member at once. Not known of times that were
-- offered before, and of those whose member's account is gone.
ALTER TABLE interview_slots ADD COLUMN offered_by TEXT REFERENCES accounts (id) ON DELETE SET NULL;

-- When a member meets people is read with every time that this member offers.
CREATE INDEX interview_slots_met ON interview_slots (offered_by, starts_at) WHERE chosen_at IS NOT NULL;
