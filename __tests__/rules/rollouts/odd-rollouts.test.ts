import fc from 'fast-check';
import { manifestOf } from '../../../lib/manifests/manifest';
import { ManifestSet } from '../../../lib/manifests/manifest-set';
import { consumptionOf, totalsOf } from '../../../lib/model/quota/consumption';
import type { JsonObject } from '../../../lib/private/json';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { RULES } from '../../../lib/rules/registry';
import { runRules } from '../../../lib/rules/run-rules';

const FIELDS = [
  ...[
    'blueGreen',
    'canary',
    'activeService',
    'previewService',
    'previewReplicaCount',
    'stableService',
    'canaryService',
  ],
  ...['pingPong', 'pingService', 'steps', 'setWeight', 'pause', 'duration', 'setCanaryScale', 'replicas', 'weight'],
  ...[
    'matchTrafficWeight',
    'trafficRouting',
    'traefik',
    'weightedTraefikServiceName',
    'nginx',
    'stableIngress',
    'istio',
  ],
  ...['virtualService', 'virtualServices', 'plugins', 'argoproj-labs/gatewayAPI', 'httpRoute', 'httpRoutes', 'name'],
  ...[
    'maxTrafficWeight',
    'managedRoutes',
    'maxSurge',
    'maxUnavailable',
    'analysis',
    'templates',
    'templateName',
    'args',
  ],
  ...['experiment', 'analyses', 'setHeaderRoute', 'setMirrorRoute', 'match', 'headerValue', 'antiAffinity', 'metrics'],
  ...['dynamicStableScale', 'minPodsPerReplicaSet', 'scaleDownDelaySeconds', 'scaleDownDelayRevisionLimit', 'provider'],
];
const leaf = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1,
  5,
  100,
  -1,
  1.5,
  1e9,
  '',
  'iris',
  '25',
  '30s',
  '25%',
  '__proto__',
);
/** Anything whose fields bear the names that Rollouts have, in places where they have them and others. */
const { odd } = fc.letrec<{ odd: unknown }>((tie) => ({
  odd: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('odd'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('odd'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const object = (kind: string, name: string, spec: unknown): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'vision' },
  spec,
});

test('a Rollout of whatever anybody writes is judged and counted, and nothing breaks', () => {
  const rules = RULES.filter(({ id }) => id.startsWith('rollout-') || id === 'progress-deadline');
  const template = { metadata: { labels: { app: 'iris' } }, spec: { containers: [{ name: 'main', image: 'x' }] } };
  fc.assert(
    fc.property(odd, odd, odd, odd, fc.nat(5), (canary, blueGreen, metrics, strategy, replicas) => {
      const set = new ManifestSet(
        [
          object('Rollout', 'iris', { replicas, strategy: { canary }, template }),
          object('Rollout', 'rose', { replicas, strategy: { blueGreen }, template }),
          object('Rollout', 'lily', { replicas, strategy, template }),
          object('AnalysisTemplate', 'iris', { metrics }),
        ].map((json, index) => manifestOf(json, { constructPath: String(index) })),
      );
      expect(Array.isArray(runRules(set, NO_CONTEXT, rules))).toBe(true);
      const { steady, peak, terminating } = totalsOf(consumptionOf(set.manifests, new Map()));
      const [rest, way, most] = [steady, peak, terminating].map((each) => Number(each.get('pods')?.toString() ?? 0));
      expect(rest).toBe(3 * replicas);
      expect(way).toBeGreaterThanOrEqual(rest);
      expect(most).toBeGreaterThanOrEqual(way);
    }),
    { numRuns: 400 },
  );
});
