import { groupOf } from '../../../manifests/object-ref';
import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { isWhole, parseAmount } from '../amount';
import { child, childOrEmpty, children, has, number, repeated, text } from '../fields';
import { podPlaceOf } from './pod-place';
import type { Remark } from './remark';
import { overlappingFiles } from './volume-overlaps';

/**
 * What a server accepts of an object with a warning, which `kubectl apply` prints and pipelines swallow. Warnings of what
 * is deprecated alone are left out. Source: pkg/api/pod/warnings.go and pkg/api/persistentvolumeclaim of
 * kubernetes/kubernetes.
 */
export function serverWarnings(object: JsonObject): Remark[] {
  const spec = childOrEmpty(object, 'spec');
  const pods = podPlaceOf(object);
  return [
    ...(pods ? podWarnings(pods.at, pods.spec) : []),
    ...(is(object, '', 'PersistentVolumeClaim') ? claimWarnings('/spec', spec) : []),
    ...(is(object, 'apps', 'StatefulSet') ? children(spec, 'volumeClaimTemplates') : []).flatMap((claim, index) =>
      claimWarnings(`/spec/volumeClaimTemplates/${index}/spec`, childOrEmpty(claim, 'spec')),
    ),
  ];
}

function is(object: JsonObject, group: string, kind: string): boolean {
  return object.kind === kind && groupOf(text(object, 'apiVersion')) === group;
}

function podWarnings(at: string, spec: JsonObject): Remark[] {
  const grace = number(spec, 'terminationGracePeriodSeconds') ?? 0;
  const volumes = children(spec, 'volumes');
  return [
    ...nullSelectors(at, spec),
    ...repeated(children(spec, 'imagePullSecrets').map((secret) => text(secret, 'name'))).map(([index, name]) => ({
      at: `${at}/imagePullSecrets/${index}/name`,
      message: `${show(name)} is in the list already`,
    })),
    ...(grace < 0
      ? [{ at: `${at}/terminationGracePeriodSeconds`, message: `is taken for 1, got ${grace}`, fix: 'say 0 or more' }]
      : []),
    ...containerLists.flatMap((list) =>
      children(spec, list).flatMap((container, index) => containerWarnings(`${at}/${list}/${index}`, container)),
    ),
    ...repeatedPorts(at, spec),
    ...volumes.flatMap((volume, index) => overlappingFiles(`${at}/volumes/${index}`, volume)),
    ...volumes.flatMap((volume, index) => {
      const template = childOrEmpty(childOrEmpty(volume, 'ephemeral'), 'volumeClaimTemplate');
      if (!has(template, 'spec')) return [];
      return claimWarnings(`${at}/volumes/${index}/ephemeral/volumeClaimTemplate/spec`, childOrEmpty(template, 'spec'));
    }),
  ];
}

const containerLists = ['initContainers', 'containers'];

function containerWarnings(at: string, container: JsonObject): Remark[] {
  return [
    ...fractional(`${at}/resources`, childOrEmpty(container, 'resources'), ['memory', 'ephemeral-storage']),
    ...hiddenVariables(`${at}/env`, children(container, 'env')),
  ];
}

/** A variable may be set again from what it was before: `PATH=$(PATH):/opt`. */
function hiddenVariables(at: string, variables: readonly JsonObject[]): Remark[] {
  return repeated(variables.map((variable) => text(variable, 'name')))
    .filter(([index, name]) => {
      const value = text(variables[index], 'value');
      const before = `$(${name})`;
      return has(variables[index], 'valueFrom') || value === before || !value.includes(before);
    })
    .map(([index, name]) => ({
      at: `${at}/${index}`,
      message: `${show(name)} is set before, and that one counts no more; an apply may drop either`,
      fix: 'set it once',
    }));
}

function claimWarnings(at: string, spec: JsonObject): Remark[] {
  return fractional(`${at}/resources`, childOrEmpty(spec, 'resources'), ['storage']);
}

function fractional(at: string, resources: JsonObject, names: readonly string[]): Remark[] {
  const found: Remark[] = [];
  for (const field of ['limits', 'requests'])
    for (const name of names) {
      const value = childOrEmpty(resources, field)[name];
      const amount = parseAmount(value);
      if (amount === undefined || isWhole(amount)) continue;
      const message = `is no whole number of bytes, got ${show(value)}`;
      found.push({ at: `${at}/${field}/${name}`, message, fix: "'m' means thousandths, write 'Mi' for mebibytes" });
    }
  return found;
}

/** Ports are those of the pod: containers share its network. */
function repeatedPorts(at: string, spec: JsonObject): Remark[] {
  const first = new Map<string, string>();
  const found: Remark[] = [];
  for (const list of containerLists)
    children(spec, list).forEach((container, index) => {
      children(container, 'ports').forEach((port, place) => {
        const here = `${at}/${list}/${index}/ports/${place}`;
        const title = `${number(port, 'containerPort')}/${text(port, 'protocol') || 'TCP'}`;
        const key = `${title} ${number(port, 'hostPort') ?? 0} ${text(port, 'hostIP')}`;
        const before = first.get(key);
        if (before === undefined) first.set(key, here);
        else
          found.push({ at: here, message: `${title} is a port of the pod already (${before.slice(at.length + 1)})` });
      });
    });
  return found;
}

/** Without a selector no pod is meant: an empty one, `{}`, means all. */
function nullSelectors(at: string, spec: JsonObject): Remark[] {
  const affinity = childOrEmpty(spec, 'affinity');
  const none = (where: string, term: JsonObject): Remark[] =>
    has(term, 'labelSelector')
      ? []
      : [
          {
            at: `${where}/labelSelector`,
            message: 'is missing: no pod is counted, and it has no effect',
            fix: 'select the labels of the pods',
          },
        ];
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  return [
    ...children(spec, 'topologySpreadConstraints').flatMap((term, index) =>
      none(`${at}/topologySpreadConstraints/${index}`, term),
    ),
    ...['podAffinity', 'podAntiAffinity'].flatMap((field) => {
      const rules = child(affinity, field) ?? {};
      const where = `${at}/affinity/${field}`;
      return [
        ...children(rules, required).flatMap((term, index) => none(`${where}/${required}/${index}`, term)),
        ...children(rules, preferred).flatMap((term, index) =>
          none(`${where}/${preferred}/${index}/podAffinityTerm`, childOrEmpty(term, 'podAffinityTerm')),
        ),
      ];
    }),
  ];
}
