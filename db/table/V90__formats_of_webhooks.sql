-- In which form a webhook is sent the changes.

alter table webhook
    add column format text not null default 'CLAIMTRAIL',
    add constraint webhook_format_known check (format in ('CLAIMTRAIL', 'CLOUDEVENTS')) not valid;
alter table webhook validate constraint webhook_format_known;

comment on column webhook.format is 'How a change is sent: as the feed tells it (CLAIMTRAIL), or in the envelope of a CloudEvent (CLOUDEVENTS).';
