import { type BlueGreenProps, type CanaryProps } from '../../lib';
import { failureOf, manifestsFrom } from '../support/declare';
import { blueGreen, canary, NEW, OLD, SERVER } from './support';

const deployment = (spec: object) => ({ overrides: { deployment: { spec } } });
const selector = { 'app.kubernetes.io/instance': 'ranker-blue' };
const service = { ...SERVER, overrides: { service: { spec: { selector } } } };

describe('overrides leave alone what the release stands on', () => {
  test.each<[string, Partial<CanaryProps>, string]>([
    [
      'the number of pods',
      { canary: { ...NEW, ...deployment({ replicas: 5 }) } },
      'canary.overrides.deployment must not set spec.replicas, on which the release stands, got 5: stage and replicas decide the number of pods',
    ],
    [
      'the strategy',
      { stable: { ...OLD, ...deployment({ strategy: { type: 'Recreate' } }) } },
      'stable.overrides.deployment must not set spec.strategy, on which the release stands, got an object (type): use the prop rollout',
    ],
    [
      'the selector of both Deployments',
      { server: { ...SERVER, ...deployment({ selector: { matchLabels: {} } }) } },
      "server.overrides.deployment must not set spec.selector, on which the release stands, got an object (matchLabels): a side's pods are its own; leave it out",
    ],
    [
      'a field that would be removed',
      { canary: { ...NEW, ...deployment({ replicas: null }) } },
      'canary.overrides.deployment must not set spec.replicas, on which the release stands, got nothing: stage and replicas decide the number of pods',
    ],
  ])('of a Canary: %s', (_, props, message) => {
    expect(failureOf(() => canary(props))).toBe(`Canary 'vision/ranker': ${message}`);
  });

  test.each<[string, Partial<BlueGreenProps>, string]>([
    [
      'the pods of the active colour',
      { blue: { ...OLD, ...deployment({ replicas: 0 }) } },
      'blue.overrides.deployment must not set spec.replicas, on which the release stands, got 0: use the prop replicas',
    ],
    [
      'the selector of the active Service',
      { server: service },
      'server.overrides.service must not set spec.selector, on which the release stands, got an object (app.kubernetes.io/instance): who gets the requests is what the release decides; leave it out',
    ],
  ])('of a BlueGreen: %s', (_, props, message) => {
    expect(failureOf(() => blueGreen(props))).toBe(`BlueGreen 'vision/ranker': ${message}`);
  });

  test('everything else is theirs', () => {
    const server = {
      ...SERVER,
      overrides: {
        deployment: { spec: { revisionHistoryLimit: 3 } },
        service: { spec: { internalTrafficPolicy: 'Local' } },
      },
    };
    const manifests = manifestsFrom(blueGreen({ server }).app);
    manifests.has('Deployment', { spec: { revisionHistoryLimit: 3 } });
    manifests.has('Service', { metadata: { name: 'ranker' }, spec: { internalTrafficPolicy: 'Local' } });
  });
});
