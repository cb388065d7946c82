-- What articles said stands: ${logic}

-- What an article said is rewritten by a purge alone: by its owner, who says that this is one.
create function refuse_rewriting() returns trigger
    language plpgsql as
$$
begin
    if current_setting('claimtrail.purging', true) = 'on'
        and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
        return new;
    end if;
    raise exception 'what an article said cannot be rewritten'
        using errcode = 'check_violation', constraint = 'article_version_stands', table = 'article_version';
end
$$;
comment on function refuse_rewriting() is
    'Keeps title and body of an article version as they were first recorded: constraint article_version_stands.';
create trigger article_version_stands
    before update on article_version
    for each row when (
        (old.title is not null and new.title is distinct from old.title)
        or (old.body is not null and (new.body, new.sha256) is distinct from (old.body, old.sha256)))
    execute function refuse_rewriting();
