import { posix } from 'node:path';
import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import { containersOf, type Template, templateOf } from '../pod-template';
import { canonicalCidrProblem } from './cidr';
import { podsMeant } from './int-or-percent';
import { isBuiltIn, isNamespaced } from './kinds';
import { duplicates, isRecord, type Manifest, specOf } from './manifest';

const serverOwned = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

/** What the manifests of this library keep to, though a server takes more: nothing is left to be guessed by readers. */
export function* promiseBreaks(manifest: Manifest): Generator<string> {
  const { metadata, status } = manifest;
  if (isNamespaced(manifest) === (metadata.namespace === undefined))
    yield `metadata.namespace is ${isNamespaced(manifest) ? 'left to whoever applies it' : 'not for what belongs to the cluster'}`;
  for (const field of serverOwned)
    if (metadata[field] !== undefined) yield `metadata.${field} is the server's to write`;
  if (status !== undefined) yield "status is the server's to write";
  if (!isBuiltIn(manifest)) return;
  if (manifest.kind === 'NetworkPolicy') yield* policyBreaks(specOf(manifest));
  if (manifest.kind === 'Deployment') yield* rolloutBreaks(specOf(manifest));
  if (manifest.kind === 'HorizontalPodAutoscaler' && !specOf<{ metrics: unknown[] }>(manifest).metrics?.length)
    yield 'spec.metrics is left to the server';
  for (const field of ['rules', 'subjects'])
    if (Array.isArray(manifest[field]) && manifest[field].length === 0) yield `${field} grants nothing`;
  const template = templateOf(manifest);
  if (template) yield* podBreaks(template);
}

function* policyBreaks({ podSelector, policyTypes, ingress, egress }: Partial<INetworkPolicySpec>): Generator<string> {
  if (!podSelector) yield 'spec.podSelector is missing, which means all pods';
  if (!policyTypes?.length) yield 'spec.policyTypes is missing, which lets the rules decide what is isolated';
  const rules = [...(ingress ?? []), ...(egress ?? [])];
  for (const rule of rules) {
    for (const [field, list] of Object.entries(rule as object) as [string, unknown][]) {
      if (!Array.isArray(list)) continue;
      if (list.length === 0) yield `a rule with an empty list ${field} means everything: it is left out to say so`;
      for (const { ipBlock } of list as readonly { ipBlock?: { cidr: string; except?: readonly string[] } }[])
        for (const block of ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : []) {
          const problem = canonicalCidrProblem(block);
          if (problem !== undefined) yield `the block of a rule ${problem}`;
        }
    }
  }
}

/** Both numbers may be rounded to nothing: the controller then takes one pod away, which only a number should say. */
function* rolloutBreaks({ strategy, replicas = 1 }: Partial<IDeploymentSpec>): Generator<string> {
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {};
  if (strategy?.type === 'Recreate' || replicas === 0) return;
  if (podsMeant(maxSurge, replicas, 'up') === 0 && podsMeant(maxUnavailable, replicas, 'down') === 0)
    yield `spec.strategy.rollingUpdate comes to nothing of ${replicas}`;
}

function* podBreaks(template: Template): Generator<string> {
  const { spec, specPath } = template;
  if (spec.serviceAccount !== undefined) yield `${specPath}.serviceAccount is called serviceAccountName`;
  for (const { name, ...source } of spec.volumes ?? [])
    if (Object.keys(source).length === 0) yield `${specPath}.volumes: ${name} has no source`;
  for (const { container, path } of containersOf(template)) {
    const mounts = (container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
    for (const mount of mounts)
      if (!/^\/[^:]*$/.test(mount)) yield `${path}.volumeMounts: ${mount} is no absolute path without a colon`;
    for (const mount of duplicates(mounts.map((each) => posix.join(each, '/'))))
      yield `${path}.volumeMounts: one volume hides another at ${mount}`;
    const ports = new Set((container.ports ?? []).map(({ containerPort }) => containerPort));
    for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
      const probe = container[kind];
      const port = (probe?.httpGet ?? probe?.tcpSocket ?? probe?.grpc)?.port;
      if (typeof port === 'number' && !ports.has(port))
        yield `${path}.${kind} asks port ${port}, which is not declared`;
      if (probe?.httpGet && !/^\/\S*$/.test(probe.httpGet.path ?? '/')) yield `${path}.${kind} asks no absolute path`;
      if (
        isRecord(probe) &&
        ['timeoutSeconds', 'periodSeconds', 'failureThreshold'].some((field) => probe[field] === 0)
      )
        yield `${path}.${kind} has a 0 that the server replaces`;
    }
  }
}
