import * as certManager from '../../../imports/cert-manager.io';
import * as gatewayApi from '../../../imports/gateway.networking.k8s.io';
import * as traefik from '../../../imports/traefik.io';
import { knownKind } from '../../../lib/manifests/kinds';
import { ROUTING_APIS } from '../../../lib/model/routing/dialects/registry';
import { routingKinds } from '../../../lib/model/routing/routing-kinds';

const idOf = ({ group, kind }: { readonly group: string; readonly kind: string }): string => `${group} ${kind}`;

/** The kinds that the L1s of a module make. */
function made(module: object): string[] {
  return Object.values(module).flatMap((l1: { GVK?: { apiVersion: string; kind: string } }) =>
    l1.GVK ? [idOf({ group: l1.GVK.apiVersion.split('/')[0], kind: l1.GVK.kind })] : [],
  );
}

test('every kind is in the table of kinds, and lives in a namespace', () => {
  for (const { group, kind, plural } of routingKinds())
    expect([kind, knownKind(group, kind)]).toEqual([kind, expect.objectContaining({ plural, isNamespaced: true })]);
});

test('every kind that routes are made of belongs to a routing API, but for certificates', () => {
  const known = [...routingKinds().map(idOf), ...made(certManager)];
  expect([...made(gatewayApi), ...made(traefik)].filter((id) => !known.includes(id))).toEqual([]);
  expect(made(gatewayApi).length + made(traefik).length).toBeGreaterThan(8);
});

test('no two routing APIs have a kind in common', () => {
  const ids = routingKinds().map(idOf);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(Object.values(ROUTING_APIS).map(({ group }) => group)).size).toBe(Object.keys(ROUTING_APIS).length);
});

test.each([
  ['write', 'grpcroutes httproutes ingressroutes traefikservices'],
  ['read', 'gateways ingresses middlewares serverstransports'],
  ['none', 'referencegrants tlsoptions'],
])('the ready-made roles may at most %s %s', (access, plurals) => {
  const found = routingKinds()
    .filter((kind) => kind.access === access)
    .map(({ plural }) => plural);
  expect(found.sort().join(' ')).toBe(plurals);
});
