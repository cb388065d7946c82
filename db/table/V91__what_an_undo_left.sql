-- What an import recorded and its undo left in place, and why.

create table import_stayed (
    import_id uuid not null,
    resource  text not null,
    thing_id  uuid not null,
    why       text not null,
    constraint import_stayed_pk primary key (import_id, thing_id),
    constraint import_stayed_of_import foreign key (import_id) references import (id) on delete cascade
);

comment on table import_stayed is 'What an import recorded and its undo left, as somebody changed it since or refers to it.';
comment on column import_stayed.import_id is 'Of which import.';
comment on column import_stayed.resource is 'What kind of thing it is.';
comment on column import_stayed.thing_id is 'Which one.';
comment on column import_stayed.why is 'Why it stayed, in words.';
