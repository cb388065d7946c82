-- What was deleted is found by when, however much of each kind stands.

create index claim_by_deletion on claim (deleted_at, id) where deleted_at is not null;
create index relation_by_deletion on relation (deleted_at, id) where deleted_at is not null;
create index evidence_by_deletion on evidence (deleted_at, id) where deleted_at is not null;
create index assessment_by_deletion on assessment (deleted_at, id) where deleted_at is not null;
create index note_by_deletion on note (deleted_at, id) where deleted_at is not null;
create index source_by_deletion on source (deleted_at, id) where deleted_at is not null;
create index article_by_deletion on article (deleted_at, id) where deleted_at is not null;
create index measure_by_deletion on measure (deleted_at, id) where deleted_at is not null;
create index topic_by_deletion on topic (deleted_at, id) where deleted_at is not null;
create index exchange_rate_by_deletion on exchange_rate (deleted_at, id) where deleted_at is not null;
