import fc from 'fast-check';
import { checkManifests } from '../../lib/command';
import { judgeUpdate } from '../../lib/model/update';
import { RULES } from '../../lib/rules/registry';

const CANARY = 'c4n4ry-7f3a';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const anything = fc.oneof(
  fc.constant(CANARY),
  fc.constantFrom(
    `postgres://u:${CANARY}@db.other:5432/x`,
    `http://iris:80/${CANARY}`,
    `${CANARY}\n::stop::`,
    ` ${CANARY} `,
  ),
);
const key = fc.constantFrom('token', 'HF_TOKEN', 'DATABASE_URL', 'a b', '__proto__', 'password', '', 'A'.repeat(300));

/** A Secret, a Deployment and a ConfigMap that carry the canary wherever something confidential may stand. */
const objects = fc
  .record({
    key,
    value: anything,
    other: fc.oneof(anything, fc.integer(), fc.constant(null), fc.object({ maxDepth: 1 })),
  })
  .map(({ key: name, value, other }) => {
    const annotations = { [LAST_APPLIED]: value };
    const metadata = { name: 'iris', namespace: 'vision', annotations };
    const container = {
      name: 'main',
      image: 'registry.example/iris:1',
      env: [
        { name, value },
        { name: 'OTHER', value: typeof other === 'string' ? other : value, valueFrom: {} },
      ],
    };
    return [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        data: { [name]: value },
        stringData: { [name]: other === null ? null : value },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        type: 'kubernetes.io/dockerconfigjson',
        data: { '.dockerconfigjson': value },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'iris' } },
          template: {
            metadata: { labels: { app: 'iris' } },
            spec: { containers: [container], initContainers: [container] },
          },
        },
      },
      { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { spec: { containers: [container] } } } },
    ];
  });

test('no message holds a value of a Secret, of a literal variable or of the last-applied annotation', () => {
  const asked = new Set<string>();
  fc.assert(
    fc.property(objects, (given) => {
      for (const finding of checkManifests(given)) {
        asked.add(finding.rule);
        expect(JSON.stringify(finding)).not.toContain(CANARY);
      }
    }),
    { numRuns: 200 },
  );
  // Something was said at all.
  expect(asked.size).toBeGreaterThan(1);
  expect([...asked].every((rule) => RULES.some(({ id }) => id === rule))).toBe(true);
});

test('nor does what is said of a change', () => {
  fc.assert(
    fc.property(objects, objects, (before, after) => {
      before.forEach((object, index) => {
        expect(JSON.stringify(judgeUpdate(object, after[index]))).not.toContain(CANARY);
      });
    }),
    { numRuns: 100 },
  );
});
