import { knownKind } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { cleaned } from '../read/cleaned';
import { call, type Code, literal, word } from '../source/code';

/** Why an object is not in the file; nothing where it is. */
export function leftOutReason({ group, kind, name, json }: Manifest): string | undefined {
  const { metadata, data, stringData } = json;
  if (group === '' && kind === 'Secret')
    return isPlainObject(data) || isPlainObject(stringData)
      ? 'values of Secrets belong into no source: make it where they are kept, under the same name'
      : 'Secrets are made where their values are kept, under the same name';
  if (isPlainObject(metadata) && Array.isArray(metadata.ownerReferences) && metadata.ownerReferences.length > 0)
    return 'a controller makes it from another object';
  if (MADE_BY_CLUSTER.has(`${group}/${kind}`)) return 'the cluster makes it';
  if (group === '' && kind === 'ConfigMap' && name === 'kube-root-ca.crt')
    return 'the cluster makes it in every namespace';
  if (group === '' && kind === 'ServiceAccount' && name === 'default') return 'the cluster makes it in every namespace';
  return undefined;
}

const MADE_BY_CLUSTER: ReadonlySet<string> = new Set([
  '/Endpoints',
  '/Event',
  '/Node',
  'apps/ControllerRevision',
  'apps/ReplicaSet',
  'discovery.k8s.io/EndpointSlice',
  'events.k8s.io/Event',
]);

/** An object that stands in the file as it is. */
export function keptCode(manifest: Manifest, chart: string, id: string): Code {
  const { apiVersion, kind, metadata, ...fields } = cleaned(manifest.json);
  const named = isPlainObject(metadata) ? { ...metadata } : {};
  delete named.namespace;
  const props: JsonObject = { apiVersion, kind, metadata: named, ...fields };
  return call('new ApiObject', word(chart), literal(id), literal(props));
}

/** Why an object has no construct of its own, as far as there is more to say than that. */
export function keptReason({ group, kind, json }: Manifest): string {
  if (WORKLOADS.has(kind) && group === 'apps')
    return `a ${kind} cannot be taken over by a ModelServer, which is a Deployment`;
  if (kind === 'NetworkPolicy')
    return 'it goes on deciding who reaches the pods; docs/adopting.md says how to let the server have one of its own';
  if (kind === 'Ingress' && Object.keys(objectAt(json, 'metadata', 'annotations')).length > 0)
    return 'its annotations mean something to its controller; an IngressRoute has options for most of it';
  if (kind === 'Ingress' || group.includes('gateway') || group.startsWith('traefik'))
    return 'an IngressRoute can take its place';
  if (['Namespace', 'ResourceQuota', 'LimitRange'].includes(kind) && group === '')
    return 'a TenantNamespace can take its place: it also encloses the namespace and enforces Pod Security';
  if (knownKind(group, kind) === undefined) return 'it is of a kind that has no construct here';
  return 'there is no construct for it';
}

const WORKLOADS: ReadonlySet<string> = new Set(['StatefulSet', 'DaemonSet']);
