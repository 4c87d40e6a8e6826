import fc from 'fast-check';
import { validateObject } from '../../../lib/model/validation';
import { cases, manifestOf } from '../../truth/cases';
import { refused } from './refused';

const deployment = (spec: string, container = '', metadata = '{ name: iris }'): string => `apiVersion: apps/v1
kind: Deployment
metadata: ${metadata}
spec:
  ${spec}
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: main, image: 'iris:1', ${container} }]
`;
const SELECTOR = 'selector: { matchLabels: { app: iris } }';
const places = (yaml: string): string[] => refused(yaml).map((line) => line.split(' ')[0]);

describe('what cannot be read hides nothing that is wrong whatever was meant', () => {
  test('a number in quotes: all errors at once', () => {
    const wrong = (replicas: string) =>
      deployment(
        `replicas: ${replicas}\n  selector: { matchLabels: { app: rose } }\n  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }`,
        'resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }',
      );
    const others = refused(wrong('2'));
    expect(others).toHaveLength(3);
    const [first, ...rest] = refused(wrong("'2'"));
    expect(first).toBe("/spec/replicas must be a whole number of at most 32 bits, got '2' (write it without quotes)");
    expect(rest).toEqual(others);
  });

  test.each([
    [
      'a number in quotes that is wrong without them',
      `replicas: '-2'\n  ${SELECTOR}`,
      '',
      ['/spec/replicas', '/spec/replicas'],
    ],
    [
      'a text without quotes',
      'selector: { matchLabels: { app: 1 } }',
      '',
      ['/spec/selector/matchLabels/app', '/spec/template/metadata/labels'],
    ],
    [
      'a variable without quotes, beside another one that is wrong',
      SELECTOR,
      'env: [{ name: A, value: 1 }, { name: "" }]',
      ['/spec/template/spec/containers/0/env/0/value', '/spec/template/spec/containers/0/env/1/name'],
    ],
    [
      'a misspelt field: what it is likely meant to be is not missing',
      'selecter: { matchLabels: { app: iris } }\n  replicas: -1',
      '',
      ['/spec/selecter', '/spec/replicas'],
    ],
    [
      'an amount: nothing is said of the amounts around it',
      `${SELECTOR}\n  replicas: -1`,
      'resources: { requests: { memory: 1Gi }, limits: { memory: 512MB } }',
      ['/spec/template/spec/containers/0/resources/limits/memory', '/spec/replicas'],
    ],
    [
      'a list where an object belongs: nothing but the metadata is judged',
      'selector: [app]\n  replicas: -1',
      '',
      ['/spec/selector', '/metadata/name'],
      '{ name: A_B }',
    ],
    [
      'metadata that are none: the rest is judged',
      `${SELECTOR}\n  replicas: -1`,
      '',
      ['/metadata/labels', '/spec/replicas'],
      '{ name: A_B, labels: [] }',
    ],
  ])('%s', (_, spec, container, wanted, metadata = '{ name: iris }') => {
    expect(places(deployment(spec, container, metadata)).sort()).toEqual([...wanted].sort());
  });

  test('the metadata of a custom resource are judged beside fields that cannot be read', () => {
    const route = `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, labels: { 'a b': c } }\nspec: { hostnames: a }`;
    expect(places(route)).toEqual(['/spec/hostnames', expect.stringContaining('/metadata/labels')]);
  });

  test('a kind that the version does not serve has no rules', () => {
    const yaml = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: A_B }\nspec: { schedule: x }';
    expect(refused(yaml)).toHaveLength(1);
  });
});

describe('nothing false is said of the rest', () => {
  const accepted = cases.filter(({ status }) => status < 300);

  /** Every place of a manifest: the object or list that holds it, its key, and its pointer. */
  function placesIn(value: unknown, at = ''): { holder: any; key: string; at: string }[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => {
      const here = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return [{ holder: value, key, at: here }, ...placesIn(item, here)];
    });
  }

  const inOtherQuotes = (value: unknown): unknown =>
    typeof value === 'string' ? (/^\d{1,9}$/.test(value) ? Number(value) : value) : String(value);

  /** What gets quotes is a text: another one than the server accepted. */
  const isOrMayBeText = (value: unknown): boolean => typeof value === 'string' || value === null;

  const DAMAGES: { readonly [name: string]: (holder: any, key: string) => void } = {
    quotes: (holder, key) => (holder[key] = inOtherQuotes(holder[key])),
    list: (holder, key) => (holder[key] = [{ a: 1 }]),
    object: (holder, key) => (holder[key] = { a: { b: 1 } }),
    number: (holder, key) => (holder[key] = isOrMayBeText(holder[key]) ? holder[key] : 0.5),
    text: (holder, key) => (holder[key] = '1 Gi'),
    boolean: (holder, key) => (holder[key] = isOrMayBeText(holder[key]) ? holder[key] : true),
    misspelt: (holder, key) => {
      if (Array.isArray(holder) || key.length < 5) return;
      holder[`${key.slice(0, 2)}${key.slice(3)}`] = holder[key];
      Reflect.deleteProperty(holder, key);
    },
  };

  test.each(Object.keys(DAMAGES))('of objects that a real server accepted, with one value damaged: %s', (name) => {
    let judged = 0;
    fc.assert(
      fc.property(fc.constantFrom(...accepted), fc.nat(), (recorded, seed) => {
        const manifest = manifestOf(recorded);
        const found = placesIn(manifest).filter(({ at }) => at !== '/apiVersion' && at !== '/kind');
        const { holder, key, at } = found[seed % found.length];
        DAMAGES[name](holder, key);
        const refusals = validateObject(manifest, { minor: 36 });
        // What can be read, or in which alone something cannot, has been changed and not damaged.
        const isUnreadable = refusals.some(
          (refusal) => refusal.reason === 'BadRequest' && (name === 'misspelt' || refusal.at === at),
        );
        const isGuessed = name !== 'misspelt' || refusals.some(({ fix }) => fix?.startsWith('did you mean'));
        if (!isUnreadable || !isGuessed) return;
        judged++;
        expect([at, refusals.filter(({ reason }) => reason !== 'BadRequest')]).toEqual([at, []]);
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(judged).toBeGreaterThan(20);
  });
});
