-- Towns that feeds brought without a region were kept with their country in its place, which is none.
UPDATE places SET region = '' WHERE source IS NOT NULL AND region = country;
