-- What has no day comes last in either order: descending by the index that is there, ascending by this one.
create index article_by_published_last_first on article (coalesce(published_on_earliest, 'infinity'::date), id)
    where deleted_at is null;
