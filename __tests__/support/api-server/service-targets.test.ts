import { selectedBy } from '../api-server';
import { changed } from './accepted';
import { itAccepts, itRefuses } from './cases';

const s = 'Service/shop/pricing';
const d = 'Deployment/shop/pricing';
const secured =
  'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]';
const twin = `
  Deployment spec.selector.matchLabels = { tier: model }
  PodDisruptionBudget spec.selector.matchLabels = { tier: model }
  copy Deployment other
  Deployment spec.selector.matchLabels = { tier: canary }
  Deployment spec.template.metadata.labels = { app: pricing, tier: canary }`;

describe('services and their pods', () => {
  itAccepts([twin]);
  itRefuses([
    ['Service spec.selector = { app: other }', `${s}: selects the pods of no workload in shop`],
    ['Service spec.selector =', `${s}: selects the pods of no workload in shop`],
    ['port.targetPort = grpc', `${s}: spec.ports[0]: ${d} has no TCP port "grpc"`],
    ['port.targetPort = 80', `${s}: spec.ports[0]: ${d} has no TCP port 80`],
    ['port.targetPort =', `${s}: spec.ports[0]: ${d} has no TCP port 80`],
    ['port.protocol = UDP', `${s}: spec.ports[0]: ${d} has no UDP port "http"`],
    [
      `${twin}\ncontainer.ports = [{ name: web, containerPort: 8000 }]\ncontainer.readinessProbe =`,
      `${s}: spec.ports[0]: Deployment/shop/other has no TCP port "http"`,
    ],
    [
      `Deployment spec.selector.matchLabels = { tier: model }
       PodDisruptionBudget spec.selector.matchLabels = { tier: model }
       + { apiVersion: batch/v1, kind: Job, metadata: { name: verify, namespace: shop }, spec: { template: { metadata: { labels: { app: pricing } }, spec: { restartPolicy: Never, ${secured} } } } }`,
      `${s}: also selects the pods of Job/shop/verify, which serve nothing`,
    ],
  ]);

  it('lists the workloads behind a Service', () => {
    const set = changed(twin);
    const service = set.find((object) => 'kind' in object && object.kind === 'Service') ?? {};
    expect(selectedBy(service, set).map((pods) => pods.workload.metadata.name)).toEqual(['pricing', 'other']);
  });

  it('lists none behind a Service without a selector', () => {
    const set = changed('Service spec.selector = {}');
    const service = set.find((object) => 'kind' in object && object.kind === 'Service') ?? {};
    expect(selectedBy(service, set)).toEqual([]);
  });
});

describe('node ports of the whole set', () => {
  const exposed = 'Service spec.type = NodePort\nport.nodePort = 30001\ncopy Service other';
  itAccepts([`${exposed}\nport.nodePort = 30002`]);
  itRefuses([
    [exposed, 'Service/shop/other: the node port 30001 belongs to Service/shop/pricing'],
    [
      'Service spec.type = NodePort\nport.nodePort = 30001\ncopy Service other\nService spec.type = LoadBalancer\nport.nodePort =\nService spec.externalTrafficPolicy = Local\nService spec.healthCheckNodePort = 30001',
      'Service/shop/other: the node port 30001 belongs to Service/shop/pricing',
    ],
  ]);
});
