import { checkManifests } from '../../lib/command';

const labelled = (name: string, label: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'vision' },
  spec: {
    selector: { matchLabels: { app: label } },
    template: {
      metadata: { labels: { app: label } },
      spec: { containers: [{ name: 'main', image: 'registry.example/iris:1.0.0' }] },
    },
  },
});
const found = (rule: string, objects: object[]) =>
  checkManifests(objects)
    .filter((finding) => finding.rule === rule)
    .map(({ object, at, message, others }) => ({ name: object.name, at, message, others: others?.length }));

describe('own-pods', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
  const ownPods = (count: number) =>
    found(
      'own-pods',
      names(count).map((name) => labelled(name, 'models')),
    );

  test.each([
    [2, "its selector app=models matches the pods of Deployment 'm1' in namespace 'vision' as well", 1],
    [
      3,
      "its selector app=models matches the pods of Deployment 'm1' in namespace 'vision' and Deployment 'm2' in namespace 'vision' as well",
      2,
    ],
    [
      40,
      "its selector app=models matches the pods of Deployment 'm1' in namespace 'vision', Deployment 'm2' in namespace 'vision' and 37 more as well",
      2,
    ],
  ])('of %d workloads with one selector each is told once', (count, message, others) => {
    const findings = ownPods(count);
    expect(findings.map(({ name }) => name).sort()).toEqual(names(count).sort());
    expect(findings[0]).toEqual({ name: 'm0', at: '/spec/selector/matchLabels', message, others });
  });
});

describe('config-keys', () => {
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'vision' },
    data: { level: 'info' },
  };
  const places = (spec: object) => {
    const deployment = labelled('iris', 'iris');
    Object.assign(deployment.spec.template.spec, spec);
    return found('config-keys', [settings, deployment]).map(({ at }) => at);
  };

  test.each([
    [
      'a variable, behind one that is none',
      {
        containers: [
          { name: 'm', env: [null, { name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'x' } } }] },
        ],
      },
      '/containers/0/env/1/valueFrom/configMapKeyRef/key',
    ],
    [
      'a variable of an init container',
      { initContainers: [{ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'x' } } }] }] },
      '/initContainers/0/env/0/valueFrom/configMapKeyRef/key',
    ],
    [
      'a file of a volume',
      { volumes: [{ name: 'a', configMap: { name: 'settings', items: [{ key: 'level' }, { key: 'x' }] } }] },
      '/volumes/0/configMap/items/1/key',
    ],
    [
      'a file of a projected volume',
      { volumes: [{}, { projected: { sources: [{}, { configMap: { name: 'settings', items: [{ key: 'x' }] } }] } }] },
      '/volumes/1/projected/sources/1/configMap/items/0/key',
    ],
  ])('points at the key: %s', (_, spec, at) => {
    expect(places(spec)).toEqual([`/spec/template/spec${at}`]);
  });

  test('finds nothing where the key may be missing', () => {
    expect(places({ volumes: [{ configMap: { name: 'settings', optional: true, items: [{ key: 'x' }] } }] })).toEqual(
      [],
    );
  });
});
