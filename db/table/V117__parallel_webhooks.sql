-- How many requests a webhook is sent at the same time.

alter table webhook
    add column parallel int not null default 1,
    add constraint webhook_parallel_bounded check (parallel between 1 and 16) not valid;
alter table webhook validate constraint webhook_parallel_bounded;

comment on table webhook is 'Who is sent the changes, in their order. A deleted one is gone.';
comment on column webhook.parallel is
    'How many requests there may be at the same time: with more than one, only the changes of one and the same thing are in order.';
comment on column webhook.place is 'The cursor up to which every change was acknowledged, or passed over.';
