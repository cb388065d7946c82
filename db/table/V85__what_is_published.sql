-- What pages for everybody ask for: which claims are published, by number for the sitemap, and when that last changed.

create index claim_published_by_number on claim (number) include (updated_at)
    where stage = 'DONE' and deleted_at is null;
create index claim_published_by_change on claim (updated_at)
    where stage = 'DONE' and deleted_at is null;
create index claim_published_until on claim (deleted_at)
    where stage = 'DONE' and deleted_at is not null;
create index stage_change_of_published on stage_change (at)
    where from_stage = 'DONE' or to_stage = 'DONE';
