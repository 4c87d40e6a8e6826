import { GatewayFacts, GatewayImplementation, IngressController } from '../../../lib';
import { allColumns } from '../../../lib/traffic/capability/capability-matrix';
import { DIALECT_NAMES, DIALECTS, ownDialect } from '../../../lib/traffic/dialects/registry';

const { values } = Object;
const ingress = (controller?: IngressController) => GatewayFacts.ingress({ className: 'any', controller });
const gatewayApi = (implementation?: GatewayImplementation) =>
  GatewayFacts.gatewayApi({ gatewayName: 'shared', implementation });

test.each([
  ['a Traefik', GatewayFacts.traefik(), 'traefik', ['ingress', 'traefik']],
  ['a controller of Ingresses', ingress(), 'ingress', ['ingress']],
  ['a Gateway', gatewayApi(), 'gatewayApi', ['gatewayApi']],
])('%s is spoken to in its own way where a route does not say which', (_title, facts, own, all) => {
  expect(ownDialect(facts)).toBe(own);
  expect(DIALECT_NAMES.filter((name) => DIALECTS[name].gatewayOf(facts))).toEqual(all);
});

test('every gateway that can be declared has a column of its own', () => {
  const declared = [
    ...values(IngressController).map((controller) => DIALECTS.ingress.gatewayOf(ingress(controller))),
    DIALECTS.traefik.gatewayOf(GatewayFacts.traefik()),
    ...values(GatewayImplementation).map((each) => DIALECTS.gatewayApi.gatewayOf(gatewayApi(each))),
  ].map((gateway) => gateway?.column.id);
  expect([...declared].sort()).toEqual(
    allColumns()
      .map(({ id }) => id)
      .sort(),
  );
});

test('the version of an implementation is the one that was declared', () => {
  const facts = GatewayFacts.gatewayApi({ gatewayName: 'shared', version: '1.7' });
  expect(DIALECTS.gatewayApi.gatewayOf(facts)?.version).toBe('1.7');
});
