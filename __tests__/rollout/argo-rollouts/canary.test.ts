import type { TenantNamespace } from '../../../lib';
import { CanaryStage, ModelServer, RollingStrategy } from '../../../lib';
import { inTenant, canaryIn, canary, routed, ofKind, rolloutOf, canaryOf, imageOf } from './support';
import { NEW, SERVER } from '../support';

describe('a canary by Argo Rollouts', () => {
  test('is one Rollout in the place of two Deployments, with the pod template of the new version', () => {
    const given = canary({ steps: [10, 30] });
    expect(ofKind(given.objects(), 'Deployment')).toEqual([]);
    expect(imageOf(given)).toBe('ranker:1.5');
    expect(rolloutOf(given).spec).toMatchObject({
      replicas: 10,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'ranker', 'app.kubernetes.io/instance': 'ranker' } },
    });
  });

  test('has the pod template of the stable version when it is rolled back, or has no canary', () => {
    expect(imageOf(canary({ stage: CanaryStage.rolledBack() }))).toBe('ranker:1.4');
    expect(imageOf(canary({ canary: undefined }))).toBe('ranker:1.4');
  });

  test('has the pod template that its Deployment would have, but for the label of the revision by which pods spread', () => {
    const of = (make: (tenant: TenantNamespace) => unknown, kind: string): unknown =>
      inTenant(make).objects().get(kind, 'ranker').spec.template;
    const rolled = of((tenant) => canaryIn(tenant), 'Rollout');
    const plain = of((tenant) => new ModelServer(tenant, 'ranker', { ...SERVER, ...NEW, replicas: 10 }), 'Deployment');
    expect(JSON.parse(JSON.stringify(rolled).replaceAll('rollouts-pod-template-hash', 'pod-template-hash'))).toEqual(
      plain,
    );
    expect(rolled).not.toEqual(plain);
  });

  test('its objects around the pods find the pods of both versions', () => {
    const { objects } = canary();
    for (const kind of ['NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount'])
      expect(objects().get(kind, 'ranker')).toBeDefined();
    expect(objects().get('PodDisruptionBudget', 'ranker').spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/instance': 'ranker',
      'app.kubernetes.io/name': 'ranker',
    });
  });

  test('its autoscaler scales the Rollout, which says no number', () => {
    const given = routed({ server: { ...SERVER, autoscaling: { minReplicas: 4, maxReplicas: 9 } } });
    expect(given.objects().get('HorizontalPodAutoscaler', 'ranker').spec.scaleTargetRef).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'ranker',
    });
    expect(rolloutOf(given).spec.replicas).toBeUndefined();
  });

  test('takes overrides for the Rollout', () => {
    const given = canary({ server: { ...SERVER, overrides: { rollout: { spec: { revisionHistoryLimit: 3 } } } } });
    expect(rolloutOf(given).spec.revisionHistoryLimit).toBe(3);
  });
});

describe('by replicas', () => {
  test('one Service selects both versions, and the controller is told of none, which it would pin to one of them', () => {
    const given = canary({ steps: [10] });
    expect(ofKind(given.objects(), 'Service')).toHaveLength(1);
    expect(given.objects().get('Service', 'ranker').spec.selector).toEqual({ 'app.kubernetes.io/name': 'ranker' });
    expect(canaryOf(given)).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
      steps: [{ setWeight: 10 }, { pause: {} }],
    });
  });

  test('surge and unavailability are those of the rollout', () => {
    const given = canary({ server: { ...SERVER, rollout: RollingStrategy.inPlace() } });
    expect(canaryOf(given)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test.each([
    [
      [5],
      10,
      'steps[0] must be a share that pods can have, got 5 %, for which Argo Rollouts takes 1 of 11 pods, 9.1 %',
    ],
    [[20, 21], 10, 'steps[1] must be a share that pods can have, got 21 %'],
  ])('steps %j of %d pods are an error that says what they come to', (steps, replicas, message) => {
    expect(() => canary({ steps, replicas })).toThrow(message);
  });

  test('a tolerance widens a step, but not to the pods of the step before', () => {
    expect(canaryOf(canary({ steps: [5], tolerance: 5 })).steps[0]).toEqual({ setWeight: 5 });
    expect(() => canary({ steps: [10, 12], tolerance: 5 })).toThrow(
      'steps[1] must come to more pods than the step before, got 12',
    );
  });

  test('a step at which the controller comes to no canary at all is an error', () => {
    const rollout = RollingStrategy.inPlace();
    expect(() => canary({ server: { ...SERVER, rollout }, steps: [95], tolerance: 50 })).toThrow(
      'steps[0] must be a share that pods can have, got 95 %, for which Argo Rollouts takes 0 of 10 pods, 0 %',
    );
  });
});
