import { checkManifests } from '../../lib/command';
import { manifestOf } from '../../lib/manifests/manifest';
import { withoutControlled } from '../../lib/manifests/controlled-objects';
import { ran, SIMPLE } from './support/command-run';

interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}

const object = (apiVersion: string, kind: string, name: string, owner?: Owner, namespace = 'shop') => ({
  apiVersion,
  kind,
  metadata: {
    name,
    namespace,
    ...(owner && { ownerReferences: [{ controller: true, uid: 'f3f2', ...owner }] }),
  },
});
const ownedBy = (apiVersion: string, kind: string, name: string, controller = true): Owner => ({
  apiVersion,
  kind,
  name,
  controller,
});

const DEPLOYMENT = object('apps/v1', 'Deployment', 'web');
const REPLICA_SET = object('apps/v1', 'ReplicaSet', 'web-1', ownedBy('apps/v1', 'Deployment', 'web'));
const POD = object('v1', 'Pod', 'web-1-a', ownedBy('apps/v1', 'ReplicaSet', 'web-1'));

const keptOf = (...objects: object[]): string[] =>
  withoutControlled(objects.map((each, index) => manifestOf({ ...each }, { index }))).applied.map(
    ({ kind, name }) => `${kind} ${name}`,
  );

describe('what an object of the set controls is left out', () => {
  test.each<[string, object[], string[]]>([
    ['from owner to owner', [POD, REPLICA_SET, DEPLOYMENT], ['Deployment web']],
    [
      'of another version of its API',
      [
        DEPLOYMENT,
        {
          ...REPLICA_SET,
          metadata: { ...REPLICA_SET.metadata, ownerReferences: [ownedBy('apps/v1beta1', 'Deployment', 'web')] },
        },
      ],
      ['Deployment web'],
    ],
    [
      'of a CronJob',
      [object('batch/v1', 'CronJob', 'n'), object('batch/v1', 'Job', 'n-1', ownedBy('batch/v1', 'CronJob', 'n'))],
      ['CronJob n'],
    ],
    [
      'of what makes known objects, on the way there',
      [
        object('example.com/v1', 'Shop', 'shop'),
        object('apps/v1', 'Deployment', 'web', ownedBy('example.com/v1', 'Shop', 'shop')),
        REPLICA_SET,
      ],
      ['Shop shop', 'Deployment web'],
    ],
  ])('%s', (_what, objects, kept) => {
    expect(keptOf(...objects)).toEqual(kept);
  });
});

describe('what stays', () => {
  test.each<[string, object[]]>([
    ['an object whose owner is not in the set', [REPLICA_SET, POD].slice(0, 1)],
    [
      'one whose owner is in another namespace',
      [object('apps/v1', 'Deployment', 'web', undefined, 'other'), REPLICA_SET],
    ],
    ['one whose owner is of another group', [object('example.com/v1', 'Deployment', 'web'), REPLICA_SET]],
    [
      'one whose owner does not control it',
      [DEPLOYMENT, object('v1', 'ConfigMap', 'a', ownedBy('apps/v1', 'Deployment', 'web', false))],
    ],
    [
      'objects that own each other, and what these own',
      [
        object('apps/v1', 'Deployment', 'a', ownedBy('apps/v1', 'Deployment', 'b')),
        object('apps/v1', 'Deployment', 'b', ownedBy('apps/v1', 'Deployment', 'a')),
        object('v1', 'Pod', 'c', ownedBy('apps/v1', 'Deployment', 'a')),
      ],
    ],
    ['one that owns itself', [object('apps/v1', 'Deployment', 'a', ownedBy('apps/v1', 'Deployment', 'a'))]],
  ])('%s', (_what, objects) => {
    expect(keptOf(...objects)).toHaveLength(objects.length);
  });
});

const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'web:1' }] } };
const dump = [
  { ...DEPLOYMENT, spec: { selector: { matchLabels: labels }, template } },
  { ...REPLICA_SET, spec: { replicas: 1, selector: { matchLabels: labels }, template } },
];

test('a dump of a cluster has no rivals', () => {
  const rivals = (objects: object[]) => checkManifests(objects).filter(({ rule }) => rule === 'own-pods');
  expect(rivals(dump)).toEqual([]);
  const strange = { ...dump[1], metadata: { name: 'web-1', namespace: 'shop' } };
  expect(rivals([dump[0], strange])).not.toEqual([]);
});

test('a route to a Service that a controller makes leads somewhere', () => {
  const group = 'serving.kserve.io/v1beta1';
  const route = {
    ...object('networking.k8s.io/v1', 'Ingress', 'web'),
    spec: { defaultBackend: { service: { name: 'made', port: { number: 80 } } } },
  };
  const model = object(group, 'InferenceService', 'm');
  const service = object('v1', 'Service', 'made', ownedBy(group, 'InferenceService', 'm'));
  const other = { ...object('v1', 'Service', 'other'), spec: { ports: [{ port: 80 }] } };
  const missing = (objects: object[]) => checkManifests(objects).filter(({ rule }) => rule === 'existing-backends');
  expect(missing([route, model, service, other])).toEqual([]);
  expect(missing([route, model, other])).toHaveLength(1);
});

test('the summary says how many were left out', async () => {
  const files = { 'dump.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...dump, POD] }) };
  expect((await ran('check dump.json', { engine: SIMPLE, files })).output).toContain(
    'in 1 object of 1 file (2 objects that controllers make left out)',
  );
});
