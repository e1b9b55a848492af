-- What somebody said when none of the times to meet that an organisation offered suited them; NULL where they did not say so.
ALTER TABLE applications ADD COLUMN none_suits TEXT;
