-- How long history is kept, as the configuration of this start says. The role that serves requests cannot write it.
update history.retention
set kept_for = cast(${historyRetention} as interval)
where kept_for is distinct from cast(${historyRetention} as interval);
