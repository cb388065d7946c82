"""What somebody does with the client that openapi-generator makes for Python. Arguments: the service's address, the token of an
administrator, that of a reader who may make few requests, and a file with the examples of the contract by their schemas."""

import json
import re
import sys
import uuid

import openapi_client as claimtrail
from openapi_client.exceptions import ApiException, BadRequestException, ConflictException

host, token, reader_token, examples = sys.argv[1:]
topic = str(uuid.uuid4())


def api(kind, access_token=token):
    # Without retries, since urllib3 else waits by itself for as long as Retry-After of a 429 says.
    return kind(claimtrail.ApiClient(claimtrail.Configuration(host=host, access_token=access_token, retries=False)))


def refused(call, kind, status):
    try:
        call()
    except kind as refusal:
        assert refusal.status == status, refusal
        assert isinstance(refusal.data, claimtrail.Problem), refusal.data
        assert refusal.data.status == status, refusal.data
        return refusal
    raise AssertionError(f"It was not answered {status}.")


def plain(value):
    """Without nulls, which say the same as nothing, and with each instant in one way."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [plain(element) for element in value]
    instant = isinstance(value, str) and re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d*?)0*)?Z", value)
    return instant[1] + (instant[2] or "").rstrip(".") + "Z" if instant else value


# Whatever the contract shows is read, and written as it was.
shown = 0
for name, values in json.load(open(examples, encoding="utf-8")).items():
    model = getattr(claimtrail, name, None)
    if hasattr(model, "from_dict"):
        for value in values:
            written = json.loads(model.from_dict(value).to_json())
            assert plain(written) == plain(value), (name, value, written)
            shown += 1
assert shown > 100, shown

claims = api(claimtrail.ClaimsApi)
article = claimtrail.ArticleRef(
    url="https://news.example/python",
    title="Putin visits North Korea",
    published_on="2024-06-19",
    publisher=claimtrail.SourceRef(name="The Example Times", kind=claimtrail.SourceKind.PUBLICATION),
)
claim = claimtrail.ClaimInput(
    text="North Korea shipped about 6,700 containers to Russia.",
    kind=claimtrail.ClaimKind.FIGURE,
    topics=[topic],
    occurred="2023-08/2024-02",
    figures=[
        claimtrail.FigureInput(
            measure=claimtrail.MeasureRef(name="containers shipped", unit="containers"),
            qualifier=claimtrail.Qualifier.ABOUT,
            amount=6700,
        ),
        claimtrail.FigureInput(qualifier=claimtrail.Qualifier.MORE_THAN, lower_bound=3000000000.5, unit="shells"),
    ],
    appearances=[
        claimtrail.AppearanceInput(
            article=article,
            locator=claimtrail.LocatorInput(exact="about 6,700 containers"),
            attribution=[
                claimtrail.AttributionLinkInput(
                    sources=[claimtrail.SourceRef(name="Defense Ministry", kind=claimtrail.SourceKind.ORGANIZATION)],
                    cue="said",
                    mode=claimtrail.AttributionMode.INDIRECT,
                    basis=claimtrail.AttributionBasis.ON_RECORD,
                    said_on="2024",
                )
            ],
        )
    ],
)
recorded = claims.record_claim_with_http_info(claim, idempotency_key=topic)
assert recorded.status_code == 201 and recorded.headers["Location"] == f"/api/v1/claims/{recorded.data.id}"
assert [figure.amount or figure.lower_bound for figure in recorded.data.figures] == [6700, 3000000000.5]
assert recorded.data.appearances[0].attribution[0].mode == claimtrail.AttributionMode.INDIRECT
again = claims.record_claim_with_http_info(claim, idempotency_key=topic)
assert again.data.id == recorded.data.id and again.headers["Idempotency-Replayed"] == "true"

batch = claims.record_claims(
    claimtrail.ClaimBatch(
        mode="EACH",
        claims=[
            claimtrail.ClaimInput(text=f"Statement {n}.", kind=claimtrail.ClaimKind.FACT, topics=[topic], language=tag)
            for n, tag in enumerate(["en", "en", "not a language", "en", "en"])
        ],
    )
)
assert (batch.recorded, batch.refused) == (4, 1)
assert batch.items[0].number > recorded.data.number and batch.items[2].problem.type == "/problems/invalid-body"

numbers, cursor, pages = [], None, 0
while True:
    page = claims.list_claims(topic=[topic], sort="number", limit=2, cursor=cursor)
    numbers += [item.number for item in page.items]
    pages, cursor = pages + 1, page.next
    if cursor is None:
        break
assert pages == 3 and len(numbers) == 5 and numbers == sorted(set(numbers)), numbers

before = claims.read_claim_with_http_info(f"C-{recorded.data.number}")
etag = before.headers["ETag"]
changed = claims.patch_claim_with_http_info(etag, str(recorded.data.id), claimtrail.ClaimPatch(place="Rajin", occurred=None))
assert changed.data.place == "Rajin" and changed.data.occurred is None
assert changed.headers["ETag"] != etag

stale = refused(
    lambda: claims.patch_claim(etag, str(recorded.data.id), claimtrail.ClaimPatch(place="Nampo")), ApiException, 412
)
assert stale.data.type == "/problems/stale"
sources = api(claimtrail.SourcesApi)
ministry = recorded.data.appearances[0].attribution[0].sources[0].id
conflict = refused(lambda: sources.delete_source("*", ministry), ConflictException, 409)
assert conflict.data.type == "/problems/referenced" and conflict.data.others[0].type == "claim", conflict.data
faulty = claimtrail.ClaimInput(text="x", kind=claimtrail.ClaimKind.FACT, occurred="yesterday", language="no language")
faults = refused(lambda: claims.record_claim(faulty), BadRequestException, 400)
assert sorted(fault.pointer for fault in faults.data.errors) == ["/language", "/occurred"], faults.data

history = api(claimtrail.HistoryApi)
stream = history.list_changes_without_preload_content(
    after=history.list_changes(after="now").next, _headers={"Accept": "text/event-stream"}
)
assert stream.status == 200, stream.status
heard = claims.record_claim(claimtrail.ClaimInput(text="Heard.", kind=claimtrail.ClaimKind.FACT))
lines = (line for chunk in stream.stream(1) for line in chunk.decode().splitlines(keepends=True))
text = ""
for character in lines:
    text += character
    if text.endswith("\n\n"):
        data = [line.removeprefix("data:").strip() for line in text.splitlines() if line.startswith("data:")]
        if data:
            break
        text = ""
event = claimtrail.ChangeEvent.from_json("\n".join(data))
assert (event.type, event.id, event.patch[0].op) == ("claim.created", heard.id, "add"), event
stream.close()


def read_often():
    reader = api(claimtrail.ClaimsApi, reader_token)
    for _ in range(10):
        reader.list_claims(limit=1)


limited = refused(read_often, ApiException, 429)
assert limited.data.type == "/problems/too-many-requests" and int(limited.headers["Retry-After"]) >= 1
print(f"The Python client did all of it, and read {shown} examples.")
