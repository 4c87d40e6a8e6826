import { simulateApply, type Transition } from '.';

export interface Shape {
  readonly image?: string;
  readonly surge?: number | string;
  readonly unavailable?: number | string;
  readonly strategy?: object;
  readonly labels?: Record<string, string>;
  readonly selector?: Record<string, string>;
  readonly cpu?: string;
}

export function deployment(name: string, replicas: number | undefined, shape: Shape = {}): any {
  const { image = 'iris:1', surge = '25%', unavailable = '25%', labels = {}, selector = { app: name } } = shape;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'iris' },
    spec: {
      replicas,
      selector: { matchLabels: selector },
      strategy: shape.strategy ?? {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable },
      },
      template: {
        metadata: { labels: { ...selector, ...labels } },
        spec: { containers: [{ name: 'server', image, resources: { requests: { cpu: shape.cpu ?? '500m' } } }] },
      },
    },
  };
}

export function service(name: string, selector: Record<string, string>): any {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'iris' }, spec: { selector } };
}

export function autoscaler(name: string, minReplicas: number): any {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'iris' },
    spec: { scaleTargetRef, minReplicas, maxReplicas: 9 },
  };
}

export function job(name: string, spec: object = {}, labels: Record<string, string> = { job: name }): any {
  const resources = { requests: { cpu: '100m' } };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'check', image: 'curl:1', resources }] } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'iris' }, spec: { template, ...spec } };
}

/** One Deployment `iris` from the first form to the second. */
export function change(before: any, after: any): Transition['deployments'][string] {
  return simulateApply([before], [after]).deployments.iris;
}

/** Another image under the same strategy. */
export function roll(replicas: number, shape: Shape): Transition['deployments'][string] {
  return change(deployment('iris', replicas, shape), deployment('iris', replicas, { ...shape, image: 'iris:2' }));
}
