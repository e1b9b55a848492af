-- Views are kept for a time, and swept by their moment.
CREATE INDEX talent_views_by_moment ON talent_views (last_at);
