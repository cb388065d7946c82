/**
 * What somebody does with the types that openapi-typescript makes, and openapi-fetch, and with the client that hey-api makes.
 * Arguments: the service's address, the token of an administrator, that of a reader who may make few requests.
 */
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import { client as sdk } from './sdk/client.gen.js';
import { listClaims, patchClaim, recordClaim, type ChangeEvent, type ClaimInput } from './sdk/index.js';
import type { components, paths } from './types/claimtrail.js';

const [baseUrl, token, readerToken] = process.argv.slice(2) as [string, string, string];
const topic = randomUUID();
const headers = { Authorization: `Bearer ${token}` };

const claim: components['schemas']['ClaimInput'] = {
  text: 'North Korea shipped about 6,700 containers to Russia.',
  kind: 'FIGURE',
  topics: [topic],
  occurred: '2023-08/2024-02',
  figures: [
    { measure: { name: 'containers shipped', unit: 'containers' }, qualifier: 'ABOUT', amount: 6700 },
    { qualifier: 'MORE_THAN', lowerBound: 3_000_000_000, unit: 'shells' },
  ],
  appearances: [
    {
      article: {
        url: 'https://news.example/typescript',
        publishedOn: '2024-06-19',
        publisher: { name: 'The Example Times', kind: 'PUBLICATION' },
      },
      locator: { exact: 'about 6,700 containers' },
      attribution: [
        {
          sources: [{ name: 'Defense Ministry', kind: 'ORGANIZATION' }],
          cue: 'said',
          mode: 'INDIRECT',
          basis: 'ON_RECORD',
          saidOn: '2024',
        },
      ],
    },
  ],
};

/** With openapi-typescript and openapi-fetch. */
async function typed(): Promise<void> {
  const api = createClient<paths>({ baseUrl, headers });
  const recorded = await api.POST('/api/v1/claims', {
    body: claim,
    params: { header: { 'Idempotency-Key': topic } },
  });
  assert.equal(recorded.response.status, 201);
  const { id, number, figures, appearances } = recorded.data!;
  assert.deepEqual(figures.map((figure) => figure.amount ?? figure.lowerBound), [6700, 3_000_000_000]);

  const batch = await api.POST('/api/v1/claims/batch', {
    body: {
      mode: 'EACH',
      claims: ['en', 'en', 'no language', 'en', 'en'].map((language, n) => ({
        text: `Statement ${n}.`,
        kind: 'FACT' as const,
        topics: [topic],
        language,
      })),
    },
  });
  assert.equal(batch.data?.recorded, 4);
  assert.equal(batch.data?.items[2]?.problem?.type, '/problems/invalid-body');

  const numbers: number[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page: { data?: components['schemas']['ClaimList'] } = await api.GET('/api/v1/claims', {
      params: { query: { topic: [topic], sort: 'number', limit: 2, cursor } },
    });
    numbers.push(...page.data!.items.map((item) => item.number));
    cursor = page.data!.next ?? undefined;
    pages++;
  } while (cursor);
  assert.equal(pages, 3);
  assert.deepEqual(numbers, [...new Set(numbers)].sort((one, other) => one - other));
  assert.equal(numbers.length, 5);

  const read = await api.GET('/api/v1/claims/{id}', { params: { path: { id: `C-${number}` } } });
  const etag = read.response.headers.get('ETag')!;
  const patch = (place: string) =>
    api.PATCH('/api/v1/claims/{id}', {
      params: { path: { id }, header: { 'If-Match': etag } },
      body: { place, occurred: null },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
  const changed = await patch('Rajin');
  assert.equal(changed.data?.place, 'Rajin');
  assert.equal(changed.data?.occurred, undefined);

  const stale = await patch('Nampo');
  assert.equal(stale.response.status, 412);
  assert.equal(stale.error?.type, '/problems/stale');
  const referenced = await api.DELETE('/api/v1/sources/{id}', {
    params: { path: { id: appearances[0]!.attribution[0]!.sources[0]!.id! }, header: { 'If-Match': '*' } },
  });
  assert.equal(referenced.response.status, 409);
  assert.equal(referenced.error?.type, '/problems/referenced');
  assert.equal(referenced.error?.others?.[0]?.type, 'claim');

  const now = await api.GET('/api/v1/changes', { params: { query: { after: 'now' } } });
  const stream = await api.GET('/api/v1/changes', {
    params: { query: { after: (now.data as components['schemas']['ChangeList']).next } },
    headers: { Accept: 'text/event-stream' },
    parseAs: 'stream',
  });
  const heard = await api.POST('/api/v1/claims', { body: { text: 'Heard.', kind: 'FACT' } });
  let text = '';
  let data: RegExpMatchArray | null = null;
  for await (const chunk of stream.data!) {
    text += new TextDecoder().decode(chunk);
    data = text.match(/^data: ?(.*)\n\n/m);
    if (data) {
      break;
    }
  }
  const event: components['schemas']['ChangeEvent'] = JSON.parse(data![1]!);
  assert.deepEqual([event.type, event.id, event.patch[0]!.op], ['claim.created', heard.data!.id, 'add']);

  const reader = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${readerToken}` } });
  let limited = await reader.GET('/api/v1/claims');
  for (let n = 0; n < 10 && limited.response.ok; n++) {
    limited = await reader.GET('/api/v1/claims');
  }
  assert.equal(limited.response.status, 429);
  assert.equal(limited.error?.type, '/problems/too-many-requests');
  assert.ok(Number(limited.response.headers.get('Retry-After')) >= 1);
}

/** With hey-api. */
async function generated(): Promise<void> {
  sdk.setConfig({ baseUrl, auth: token });
  const body: ClaimInput = { ...claim, text: 'North Korea shipped about 6,700 containers.' };
  const recorded = await recordClaim({ body });
  assert.equal(recorded.response.status, 201);
  const { id } = recorded.data!;
  const etag = recorded.response.headers.get('ETag')!;
  const changed = await patchClaim({ path: { id }, headers: { 'If-Match': etag }, body: { place: 'Rajin' } });
  assert.equal(changed.data?.place, 'Rajin');
  const stale = await patchClaim({ path: { id }, headers: { 'If-Match': etag }, body: { place: 'Nampo' } });
  assert.equal(stale.error?.type, '/problems/stale');
  const page = await listClaims({ query: { topic: [topic], limit: 1 } });
  assert.equal(page.data?.items.length, 1);
  assert.equal(typeof page.data?.next, 'string');

  const change: ChangeEvent['type'] = 'claim.updated';
  assert.equal(change, 'claim.updated');
  const limited = await listClaims({ auth: readerToken });
  assert.equal(limited.error?.type, '/problems/too-many-requests');
}

await typed();
await generated();
console.log('The TypeScript clients did all of it.');
process.exit(0);
