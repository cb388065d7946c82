-- Whether an excerpt stands in the article is told in four ways. Those recorded before say so when their article, or they,
-- change next; that they are gone they say already.
alter table appearance
    add column excerpt_state text,
    add column excerpt_gone_since int,
    add column position_differs boolean not null default false,
    add constraint appearance_excerpt_state_known check (excerpt_state in ('STANDS', 'MOVED', 'GONE', 'NEVER')),
    add constraint appearance_excerpt_gone_since check (excerpt_gone_since is null or excerpt_state = 'GONE');
-- A new database gets its history later.
do $$
begin
    if to_regclass('history.appearance') is not null then
        alter table history.appearance
            add column excerpt_state text,
            add column excerpt_gone_since int,
            add column position_differs boolean default false;
        alter table history.appearance alter column position_differs drop default;
    end if;
end
$$;
comment on column appearance.excerpt_state is
    'STANDS in the newest version of the article; MOVED: it does, but not between what was given as prefix and suffix; GONE from it; NEVER in the version that it was seen in. Absent where no text is kept, or no excerpt. Kept by triggers.';
comment on column appearance.excerpt_gone_since is 'The first version of the article since which the excerpt is gone. Kept by triggers.';
comment on column appearance.position_differs is
    'Whether the text from start_offset to end_offset of the version that it was seen in, in Unicode characters, is another one, or none. Kept by triggers.';
