-- Which contract a side confirms, and in which country the work is, as the ad said it when the first side did: an ad that is edited later
-- changes nothing that was signed. Neither is kept before anybody confirmed, nor is the contract of who wrote without an ad. Of what was
-- confirmed before, only the ad as it is now is known.
ALTER TABLE placements ADD COLUMN contract TEXT;
ALTER TABLE placements ADD COLUMN country TEXT;
UPDATE placements SET
    contract = (SELECT j.contract FROM applications a JOIN jobs j ON j.slug = a.job
        WHERE a.id = placements.application AND j.standing = 0),
    country = (SELECT w.country FROM applications a JOIN jobs j ON j.slug = a.job JOIN places w ON w.slug = j.place
        WHERE a.id = placements.application)
    WHERE candidate_signed IS NOT NULL OR employer_signed IS NOT NULL;
