-- Files go with the article that they are attached to when it is merged.
alter table article_merge_reference
    drop constraint article_merge_reference_kind_known,
    add constraint article_merge_reference_kind_known check (kind in ('APPEARANCE', 'WITHIN', 'SPEAKER', 'ADDRESS', 'FILE'));
comment on column article_merge_reference.kind is
    'APPEARANCE (of a claim in it), WITHIN (a source that it does not name), SPEAKER (such a source that was merged with it), ADDRESS, or FILE.';
comment on column article_merge_reference.holder_id is
    'The appearance, the source or the file; of an ADDRESS, the article that got it.';
comment on column article_merge_reference.before is
    'What else was changed about it, as it was: article_version of an APPEARANCE or a FILE, url and canonical_url of an ADDRESS.';
