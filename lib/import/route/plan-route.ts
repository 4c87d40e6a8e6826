import type { Manifest } from '../../manifests/manifest';
import { servicePorts } from '../../model/selection/service-pods';
import { deepEqual } from '../../model/update/compare/deep-equal';
import { checkObjectName, checkServiceName } from '../../private/check-name';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { cleaned } from '../read/cleaned';
import type { ImportedServer } from '../read/imported-server';

/** An Ingress that an IngressRoute says as well. */
export interface PlannedRoute {
  readonly className: string;
  /** None: every host. */
  readonly hosts: readonly string[];
  readonly rules: readonly PlannedRule[];
  readonly tls: { readonly secretName: string; readonly issuer?: readonly [kind: string, name: string] } | undefined;
}

/** A path, and the server that its requests go to. */
export interface PlannedRule {
  readonly form: 'pathPrefix' | 'exact';
  readonly path: string;
  readonly server: ImportedServer;
}

const FORMS: { readonly [pathType: string]: PlannedRule['form'] } = { Prefix: 'pathPrefix', Exact: 'exact' };
const ISSUERS: { readonly [annotation: string]: string } = {
  'cert-manager.io/cluster-issuer': 'clusterIssuer',
  'cert-manager.io/issuer': 'issuer',
};
const HOST = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;
/** Paths that every gateway reads alike. */
const PATH = /^\/([-\w.~]+(\/[-\w.~]+)*)?$/;
/** Classes of which controllers go by the annotation alone. */
const BY_ANNOTATION = ['gce', 'gce-internal'];

/** The route that an Ingress is; nothing where it says more than a route can, or leads elsewhere. */
export function planRoute(ingress: Manifest, servers: readonly ImportedServer[]): PlannedRoute | undefined {
  const object = cleaned(ingress.json);
  const spec = objectAt(object, 'spec');
  const { ingressClassName: className, defaultBackend } = spec;
  const labels = objectAt(object, 'metadata', 'labels');
  if (checkServiceName('name', ingress.name) !== undefined || Object.keys(labels).length > 0) return undefined;
  if (typeof className !== 'string' || checkObjectName('class', className) !== undefined) return undefined;
  if (BY_ANNOTATION.includes(className) || defaultBackend !== undefined) return undefined;
  const given = objectsIn(spec.rules);
  const hosts = given.map(({ host }) => host);
  const isAnyHost = given.length === 1 && hosts[0] === undefined;
  const areHosts = hosts.every((host) => typeof host === 'string' && HOST.test(host));
  // A route has the same rules for all of its hosts.
  const isOne = given.every(({ http }) => deepEqual(http, given[0].http));
  if (given.length === 0 || !isOne || !(isAnyHost || areHosts)) return undefined;
  const rules = objectsIn(objectAt(given[0], 'http').paths).map((path) => ruleOf(path, servers));
  const named = isAnyHost ? [] : (hosts as string[]);
  const tls = tlsOf(object, named);
  if (tls === 'unlike' || rules.length === 0 || !rules.every((rule) => rule !== undefined)) return undefined;
  return { className, hosts: named, rules, tls };
}

function ruleOf(
  { path, pathType, backend, ...others }: JsonObject,
  servers: readonly ImportedServer[],
): PlannedRule | undefined {
  const { name, port } = objectAt(isPlainObject(backend) ? backend : {}, 'service');
  const server = servers.find(({ service }) => service?.name === name && service !== undefined);
  const form = typeof pathType === 'string' && Object.hasOwn(FORMS, pathType) ? FORMS[pathType] : undefined;
  if (!server || form === undefined || typeof path !== 'string' || !PATH.test(path)) return undefined;
  if (Object.keys(others).length > 0 || !leadsToMain(server, isPlainObject(port) ? port : {})) return undefined;
  return { form, path, server };
}

/** Whether a backend names the port of the requests. */
function leadsToMain({ service, port, container }: ImportedServer, { number, name }: JsonObject): boolean {
  const ports = service ? servicePorts(service) : [];
  const of = ports.find((each) =>
    number === undefined ? each.name === name && name !== undefined : each.port === number,
  );
  const target = of?.targetPort ?? of?.port;
  const named = objectsIn(container.ports).find(({ containerPort }) => containerPort === port.number)?.name;
  return of !== undefined && (target === port.number || (named !== undefined && target === named));
}

/** Where the certificate comes from. Annotations besides mean something that nobody knows here. */
function tlsOf(ingress: JsonObject, hosts: readonly string[]): PlannedRoute['tls'] | 'unlike' {
  const annotations = Object.entries(objectAt(ingress, 'metadata', 'annotations'));
  const entries = objectsIn(objectAt(ingress, 'spec').tls);
  if (annotations.some(([key]) => !Object.hasOwn(ISSUERS, key)) || annotations.length > 1) return 'unlike';
  if (entries.length === 0) return annotations.length === 0 ? undefined : 'unlike';
  const [{ secretName, hosts: covered, ...others }] = entries;
  const isAll = deepEqual([...(Array.isArray(covered) ? (covered as unknown[]) : [])].sort(), [...hosts].sort());
  if (entries.length > 1 || Object.keys(others).length > 0 || !isAll || hosts.length === 0) return 'unlike';
  if (typeof secretName !== 'string' || checkObjectName('secretName', secretName) !== undefined) return 'unlike';
  const [annotation] = annotations;
  if (!annotation) return { secretName };
  const [key, issuer] = annotation;
  if (typeof issuer !== 'string' || checkObjectName('issuer', issuer) !== undefined) return 'unlike';
  return { secretName, issuer: [ISSUERS[key], issuer] };
}
