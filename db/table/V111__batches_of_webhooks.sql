-- How many changes a webhook takes at once.

alter table webhook
    add column batch int not null default 1,
    add constraint webhook_batch_bounded check (batch between 1 and 100) not valid;
alter table webhook validate constraint webhook_batch_bounded;

comment on column webhook.batch is 'How many changes one request may hold: with more than one, an array of them.';
