import { podAutoscaler, scaledObject } from '../support/scaler-yaml';
import { reviewed } from '../support/reviewed';

const server = (spec: string, image = 'iris:1', name = 'iris') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec:
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: main, image: "${image}", startupProbe: { httpGet: { port: 80 }, periodSeconds: 10, failureThreshold: 6 } }]
---`;
const service = (app = 'iris') => `
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: ${app} }, ports: [{ port: 80 }] }
---`;
const auto = 'revisionHistoryLimit: 3';

describe('the pods of a workload that an autoscaler scales', () => {
  it.each([
    ['a HorizontalPodAutoscaler', podAutoscaler({ bounds: 'minReplicas: 3, maxReplicas: 5' })],
    ['a ScaledObject', scaledObject({ bounds: 'minReplicaCount: 3, maxReplicaCount: 5' })],
  ])('are as many as %s keeps at least, and replaced in waves of as many as it makes at most', (_, scaler) => {
    const { restarts } = reviewed(server(auto) + scaler, server(auto, 'iris:2') + scaler);
    expect(restarts[0].rollout).toEqual({ pods: 3, waves: 5, seconds: 300, fewestReady: 3, mostPods: 10 });
    expect(restarts[0].message).toContain('3 to 5 in at most 5 waves in at most 5 min, never fewer than 3 ready');
  });

  it('are one where a HorizontalPodAutoscaler says no fewest number, and none where a ScaledObject says none', () => {
    const hpa = podAutoscaler({ bounds: 'maxReplicas: 5' });
    const keda = scaledObject({ bounds: 'maxReplicaCount: 5' });
    const podsWith = (scaler: string) =>
      reviewed(server(auto) + scaler, server(auto, 'iris:2') + scaler).restarts[0].rollout;
    expect(podsWith(hpa)).toMatchObject({ pods: 1, fewestReady: 1 });
    expect(podsWith(keda)).toMatchObject({ pods: 0, fewestReady: 0, waves: 5, mostPods: 10 });
  });

  it('are none where replicas of 0 switch the autoscaler off', () => {
    const scaler = podAutoscaler({ bounds: 'minReplicas: 3, maxReplicas: 5' });
    const { services, verdict } = reviewed(
      server(auto) + scaler + service(),
      server('replicas: 0') + scaler + service(),
    );
    expect(services[0]).toMatchObject({ losesAll: true, before: [{ workload: 'Deployment iris', pods: 3 }] });
    expect(verdict).toBe('outage');
  });

  it('are one on the way from a number to an autoscaler, until that has looked', () => {
    const scaler = podAutoscaler({ bounds: 'minReplicas: 3, maxReplicas: 5' });
    const { restarts } = reviewed(server('replicas: 4'), server(auto, 'iris:2') + scaler);
    expect(restarts[0].rollout).toMatchObject({ pods: 3, fewestReady: 1 });
  });

  it('serve as soon as they are asked for where they are scaled to none', () => {
    const keda = scaledObject({ bounds: 'maxReplicaCount: 5' });
    const { services, traffic, verdict } = reviewed(server('replicas: 2') + service(), server(auto) + keda + service());
    expect(services.map(({ losesAll, message }) => [losesAll, message])).toEqual([
      [
        false,
        "Service 'iris' in namespace 'vision' leads to Deployment iris (up to 5 pods); before to Deployment iris (2 pods)",
      ],
    ]);
    expect(traffic).toEqual([]);
    expect(verdict).not.toBe('outage');
  });

  it('are counted on the lines of the picture', () => {
    const scaler = (fewest: number) => podAutoscaler({ bounds: `minReplicas: ${fewest}, maxReplicas: 5` });
    const { topology } = reviewed(server(auto) + scaler(2) + service(), server(auto) + scaler(4) + service());
    expect(topology!.edges.map(({ label }) => label)).toEqual(['2 pods → 4 pods']);
  });
});
