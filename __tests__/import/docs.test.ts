import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importManifests } from '../../lib/import/import-manifests';
import { read, roundTrip } from './support/round-trip';
import { writePage } from '../support/write-page';

const PAGE = join(__dirname, '../../docs/importing.md');
const text = readFileSync(PAGE, 'utf8');
const [, yaml] = /```yaml\n(# live\/iris\.yaml\n.*?)```/s.exec(text) ?? [];

it('the example of docs/importing.md becomes what the page shows', () => {
  const { source } = importManifests(read(yaml), { from: 'live' });
  const block = /(<!-- imported -->\s*```ts\n).*?(```)/s;
  if (process.env.UPDATE_DOCS === '1')
    writePage(
      PAGE,
      text.replace(block, (_, open: string, end: string) => open + source + end),
    );
  else expect(block.exec(text)?.[0]).toBe(`<!-- imported -->\n\n\`\`\`ts\n${source}\`\`\``);
});

it('and the review says that it is safe', () => {
  expect(roundTrip(yaml).review).toMatchObject({ verdict: 'safe', restarts: [] });
});
