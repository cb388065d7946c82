-- title: Whose claims hold up
-- about: The thirty sources that made most claims, and the status that these have now. A claim that several make counts for each.
-- cost: Reads what is kept of every source.
-- picture: bars
-- values: confirmed, corroborated, contested, unverified, unverifiable, refuted, retracted, superseded
-- constants: kind
-- link source: /sources/{source_id}
-- filter kind: one of PERSON ORGANIZATION GOVERNMENT PUBLICATION ACCOUNT DATASET UNNAMED, Kind of source
-- filter country: text, Country, as two letters
select s.id as source_id,
    s.name as source,
    s.kind,
    s.made as claims,
    s.made_confirmed as confirmed,
    s.made_corroborated as corroborated,
    s.made_contested as contested,
    s.made_unverified as unverified,
    s.made_unverifiable as unverifiable,
    s.made_refuted as refuted,
    s.made_retracted as retracted,
    s.made_superseded as superseded,
    round(100.0 * (s.made_confirmed + s.made_corroborated) / s.made) as percent_borne_out,
    round(100.0 * s.made_refuted / s.made) as percent_refuted
from report.source s
where s.made > 0
    and (:kind is null or s.kind = :kind)
    and (:country is null or s.country = upper(:country))
order by s.made desc, s.name, s.id
limit 30
