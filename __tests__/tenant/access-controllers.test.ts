import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  AccessSubject,
  ClusterProfile,
  type ClusterProfileOptions,
  GatewayFacts,
  GatewayImplementation,
  MetricsScraper,
  ServingApp,
  TenantAccess,
  TenantNamespace,
} from '../../lib';
import { knownKind } from '../../lib/manifests/kinds';
import { routingKinds } from '../../lib/model/routing/routing-kinds';
import { Manifests } from '../../lib/testing';
import { Authorizer, person } from '../support/api-server/authorize';

const pods = { namespaceName: 'gateways' };
const gatewayApi = (implementation: GatewayImplementation): ClusterProfileOptions => ({
  gateway: GatewayFacts.gatewayApi({ implementation, gatewayName: 'main', pods }),
});
const operator = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' });

/** Each kind that is read by a controller, with a cluster that has it. */
const DECLARED: [string, ClusterProfileOptions][] = [
  ['backendconfigs.cloud.google.com', { gateway: GatewayFacts.ingress({ className: 'gce', pods }) }],
  ['destinationrules.networking.istio.io', gatewayApi(GatewayImplementation.ISTIO)],
  ['gcpbackendpolicies.networking.gke.io', gatewayApi(GatewayImplementation.GKE)],
  ['healthcheckpolicies.networking.gke.io', gatewayApi(GatewayImplementation.GKE)],
  ['inferencepools.inference.networking.k8s.io', gatewayApi(GatewayImplementation.AGENTGATEWAY)],
  ['inferenceservices.serving.kserve.io', { kserve: { version: '0.21' } }],
  ['interceptorroutes.http.keda.sh', { keda: { httpAddOn: true } }],
  ['leaderworkersets.leaderworkerset.x-k8s.io', { leaderWorkerSet: '0.10' }],
  ['podmonitors.monitoring.coreos.com', { scraper: operator }],
  ['prometheusrules.monitoring.coreos.com', { scraper: operator }],
  ['seldondeployments.machinelearning.seldon.io', { seldon: { version: '1.19' } }],
  ['servicemonitors.monitoring.coreos.com', { scraper: operator }],
  ['servingruntimes.serving.kserve.io', { kserve: { version: '0.21' } }],
  ['triggerauthentications.keda.sh', { keda: {} }],
];

const ROLES = ['viewer', 'gitOpsDeveloper', 'developer', 'operator'] as const;

function rightsOn(cluster?: ClusterProfileOptions) {
  const app = new ServingApp({ cluster: cluster && ClusterProfile.of(cluster) });
  const access = ROLES.map((role) => TenantAccess[role](AccessSubject.group(role)));
  new TenantNamespace(app, 'vision', { access });
  const authorizer = new Authorizer(Manifests.fromApp(app));
  return (role: (typeof ROLES)[number], verb: string, name: string): boolean => {
    const [resource, ...group] = name.split('.');
    return authorizer.allows(person('somebody', role), {
      verb,
      group: group.join('.'),
      resource,
      namespace: 'vision',
      name: 'any',
    });
  };
}

const nobody = rightsOn();

test.each(DECLARED)('%s is seen by all where its controller is declared, and written by none', (name, cluster) => {
  const may = rightsOn(cluster);
  for (const role of ROLES) {
    for (const verb of ['get', 'list', 'watch'])
      expect([role, verb, may(role, verb, name)]).toEqual([role, verb, true]);
    for (const verb of ['create', 'update', 'patch', 'delete']) expect(may(role, verb, name)).toBe(false);
    expect(nobody(role, 'get', name)).toBe(false);
  }
});

test('groups are scaled by those who scale Deployments', () => {
  const may = rightsOn({ leaderWorkerSet: '0.10' });
  const scale = 'leaderworkersets/scale.leaderworkerset.x-k8s.io';
  expect(ROLES.map((role) => may(role, 'patch', scale))).toEqual([false, false, true, true]);
  expect(nobody('operator', 'patch', scale)).toBe(false);
});

test('pools are seen behind gateways that lead to them by themselves', () => {
  const pool = 'inferencepools.inference.networking.k8s.io';
  const { ENVOY_GATEWAY, GKE, ISTIO, KGATEWAY, NGINX_GATEWAY_FABRIC } = GatewayImplementation;
  const seen = [GKE, ISTIO, NGINX_GATEWAY_FABRIC, KGATEWAY, ENVOY_GATEWAY].map((implementation) =>
    rightsOn(gatewayApi(implementation))('viewer', 'list', pool),
  );
  expect(seen).toEqual([true, true, true, false, false]);
});

test('nothing is made of which no role knows', () => {
  const folder = path.join(__dirname, '..', '..', 'imports');
  const made = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/GVK = \{ apiVersion: '(.*)', kind: '(.*)' \}/g),
    ])
    .map(([, apiVersion, kind]) => {
      const [group] = apiVersion.split('/');
      return { group, kind, name: `${knownKind(group, kind)?.plural ?? kind}.${group}` };
    });
  expect(made.length).toBeGreaterThan(20);
  const known = new Set(DECLARED.map(([name]) => name));
  const unseen = made.filter(({ name }) => !known.has(name) && !nobody('viewer', 'get', name));
  // What reaches beyond the namespace, or is a whole gateway's, is nobody's but Git's.
  const ofGit = new Set(
    routingKinds()
      .filter(({ access }) => access === 'none')
      .map(({ kind }) => kind),
  );
  expect(unseen.filter(({ kind }) => !ofGit.has(kind))).toEqual([]);
});
