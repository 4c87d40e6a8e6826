import type { JsonObject } from '../../private/json';
import { children, childOrEmpty, optionalText, text, texts } from './fields';
import { qualifiedName, templateMetadata } from './label-syntax';
import { dnsLabel, dnsLabel1035, dnsSubdomain, pathSegment, type TextRule } from './names';
import type { Refusals } from './refusal';

/** From this version on a Service may be called like a namespace: with a digit in front. */
export const RELAXED_SERVICE_NAMES = 36;
/** What a CronJob puts behind its name to name its Jobs leaves so much. */
const MAX_CRON_JOB_NAME = 52;

/** Kinds whose names are not DNS subdomains. */
const NAMES: { readonly [kind: string]: TextRule } = {
  Namespace: dnsLabel,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  PodDisruptionBudget: pathSegment,
  Role: pathSegment,
  RoleBinding: pathSegment,
};

/** Kinds whose names are DNS subdomains; those that are in no list are free in what the path of an object can hold. */
const SUBDOMAINS = new Set([
  'ConfigMap',
  'CronJob',
  'CustomResourceDefinition',
  'DaemonSet',
  'Deployment',
  'Endpoints',
  'EndpointSlice',
  'HorizontalPodAutoscaler',
  'Ingress',
  'IngressClass',
  'Job',
  'LimitRange',
  'NetworkPolicy',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'PriorityClass',
  'ReplicaSet',
  'ReplicationController',
  'ResourceClaim',
  'ResourceClaimTemplate',
  'ResourceQuota',
  'RuntimeClass',
  'Secret',
  'ServiceAccount',
  'StatefulSet',
  'StorageClass',
]);

/** Names, labels and annotations of an object of a built-in kind. */
export function objectMetadata(object: JsonObject, kind: string, out: Refusals): void {
  const metadata = childOrEmpty(object, 'metadata');
  objectName(metadata, kind, out);
  commonMetadata('/metadata', metadata, out);
}

/** Names, labels and annotations of a custom resource. */
export function customMetadata(object: JsonObject, out: Refusals): void {
  const metadata = childOrEmpty(object, 'metadata');
  nameOrPrefix(metadata, dnsSubdomain, out);
  commonMetadata('/metadata', metadata, out);
}

function objectName(metadata: JsonObject, kind: string, out: Refusals): void {
  const name = text(metadata, 'name');
  if (kind === 'Service') {
    nameOrPrefix(metadata, dnsLabel, out);
    if (name !== '' && dnsLabel(name) === undefined) {
      out.problem('/metadata/name', dnsLabel1035(name), { to: RELAXED_SERVICE_NAMES - 1 });
    }
    return;
  }
  nameOrPrefix(metadata, SUBDOMAINS.has(kind) ? dnsSubdomain : (NAMES[kind] ?? pathSegment), out);
  if (kind === 'CronJob' && name.length > MAX_CRON_JOB_NAME) {
    out.invalid('/metadata/name', `must have at most ${MAX_CRON_JOB_NAME} characters, got ${name.length}`);
  }
}

/** The server makes a name from `generateName` where there is none. */
function nameOrPrefix(metadata: JsonObject, rule: TextRule, out: Refusals): void {
  const name = text(metadata, 'name');
  const prefix = text(metadata, 'generateName');
  if (prefix !== '') out.problem('/metadata/generateName', rule(`${prefix}x`));
  if (name === '' && prefix !== '') return;
  out.problem('/metadata/name', rule(name));
}

function commonMetadata(at: string, metadata: JsonObject, out: Refusals): void {
  const namespace = optionalText(metadata, 'namespace');
  if (namespace !== undefined && namespace !== '') out.problem(`${at}/namespace`, dnsLabel(namespace));
  templateMetadata(at, metadata, out);
  texts(metadata, 'finalizers').forEach((finalizer, index) => {
    out.problem(`${at}/finalizers/${index}`, qualifiedName(finalizer));
  });
  children(metadata, 'ownerReferences').forEach((owner, index) => {
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if (text(owner, field) === '') out.invalid(`${at}/ownerReferences/${index}/${field}`, 'is missing or empty');
    }
  });
}
