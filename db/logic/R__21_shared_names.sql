-- What shares its name with others since names are matched by another key, until it gets a name of its own: ${logic}.

create function leave_shared_name() returns trigger
    language plpgsql as
$$
begin
    new.shares_name := false;
    return new;
end
$$;
comment on function leave_shared_name() is 'Makes the name unique of what is called otherwise now.';

create trigger source_leaves_shared_name before update of name on source
    for each row when (old.shares_name and name_key(old.name) <> name_key(new.name)) execute function leave_shared_name();
create trigger topic_leaves_shared_name before update of name on topic
    for each row when (old.shares_name and name_key(old.name) <> name_key(new.name)) execute function leave_shared_name();
create trigger measure_leaves_shared_name before update of name, unit on measure
    for each row when (old.shares_name
        and (name_key(old.name), name_key(old.unit)) is distinct from (name_key(new.name), name_key(new.unit)))
    execute function leave_shared_name();
create trigger article_leaves_shared_name before update of citation on article
    for each row when (old.shares_name and name_key(old.citation) is distinct from name_key(new.citation))
    execute function leave_shared_name();
