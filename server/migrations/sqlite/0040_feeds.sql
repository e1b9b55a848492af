-- Ads that came from the feed of another site, and whether they are still in it.
CREATE TABLE imported_ads (
    job TEXT NOT NULL PRIMARY KEY REFERENCES jobs (slug) ON DELETE CASCADE,
    -- The feed, and what it calls the ad.
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    -- Where one applies: these ads take no applications here.
    url TEXT NOT NULL,
    -- Of everything that the feed said of it, to tell whether that changed.
    digest TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX imported_ads_by_reference ON imported_ads (source, reference);

-- Since when the feed that an ad came from holds it no more. Its page stays and says so; searches leave it out.
ALTER TABLE jobs ADD COLUMN left_at BIGINT;
