-- title: Articles and claims of publishers
-- about: The thirty publishers in whose articles most claims appear, and in how many articles.
-- cost: Reads every appearance that there is, or those in articles of these days.
-- picture: pairs
-- values: articles, claims
-- link publisher: /sources/{publisher_id}
-- filter from: day, Published from
-- filter to: day, Published until
-- filter topic: text, Topic
select p.publisher,
    count(distinct p.article_id) as articles,
    count(distinct p.claim_id) as claims,
    round(count(distinct p.claim_id)::numeric / count(distinct p.article_id), 1) as claims_an_article,
    p.publisher_id
from report.appearance p
where p.publisher_id is not null
    and (:from is null or p.published_on_earliest >= :from)
    and (:to is null or p.published_on_latest <= :to)
    and (:topic is null or exists (
        select from report.claim_topic t where t.claim_id = p.claim_id and lower(t.topic) = lower(:topic)))
group by p.publisher, p.publisher_id
order by claims desc, articles desc, p.publisher, p.publisher_id
limit 30
