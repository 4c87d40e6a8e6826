import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, childOrEmpty, children, isTrue, number, text, texts } from '../fields';
import { dnsSubdomain } from '../names';
import type { Remark } from './remark';

/** What a server accepts of a pod spec and no scheduler or kubelet can carry out: its pods are made and never start. */
export function unstartable(at: string, spec: JsonObject): Remark[] {
  const lists = ['initContainers', 'containers'];
  const names = lists.flatMap((list) => children(spec, list).map((container) => text(container, 'name')));
  return [
    ...nodeTerms(`${at}/affinity/nodeAffinity`, childOrEmpty(childOrEmpty(spec, 'affinity'), 'nodeAffinity')),
    ...children(spec, 'volumes').flatMap((volume, index) => volumeRemarks(`${at}/volumes/${index}`, volume)),
    ...lists.flatMap((list) =>
      children(spec, list).flatMap((container, index) => {
        const where = `${at}/${list}/${index}`;
        return [
          ...directory(where, container),
          ...rootUser(where, spec, container),
          ...environment(where, container, names),
        ];
      }),
    ),
  ];
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators */
function nodeTerms(at: string, affinity: JsonObject): Remark[] {
  const field = 'requiredDuringSchedulingIgnoredDuringExecution';
  return children(childOrEmpty(affinity, field), 'nodeSelectorTerms').flatMap((term, index) =>
    children(term, 'matchExpressions').flatMap((expression, place) => {
      const [operator, [value = '']] = [text(expression, 'operator'), texts(expression, 'values')];
      if ((operator !== 'Gt' && operator !== 'Lt') || /^[+-]?\d+$/.test(value)) return [];
      return [
        {
          at: `${at}/${field}/nodeSelectorTerms/${index}/matchExpressions/${place}/values`,
          message: `must be a whole number with the operator ${operator}, got ${show(value)}: no node matches`,
        },
      ];
    }),
  );
}

/** `process.cwd`: https://github.com/opencontainers/runtime-spec/blob/main/config.md#process */
function directory(at: string, container: JsonObject): Remark[] {
  const path = text(container, 'workingDir');
  if (path === '' || path.startsWith('/')) return [];
  return [{ at: `${at}/workingDir`, message: `must be an absolute path, got ${show(path)}`, fix: "begin it with '/'" }];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context (runAsNonRoot) */
function rootUser(at: string, spec: JsonObject, container: JsonObject): Remark[] {
  const [ofPod, own] = [childOrEmpty(spec, 'securityContext'), childOrEmpty(container, 'securityContext')];
  const isNonRoot = typeof own.runAsNonRoot === 'boolean' ? own.runAsNonRoot : isTrue(ofPod, 'runAsNonRoot');
  const user = number(own, 'runAsUser') ?? number(ofPod, 'runAsUser');
  if (!isNonRoot || user !== 0) return [];
  return [
    {
      at: `${at}/securityContext/runAsNonRoot`,
      message: 'forbids the user 0 that runAsUser asks for',
      fix: 'run as another user, or leave runAsNonRoot out',
    },
  ];
}

/** https://kubernetes.io/docs/concepts/storage/volumes/#emptydir */
function volumeRemarks(at: string, volume: JsonObject): Remark[] {
  const medium = text(childOrEmpty(volume, 'emptyDir'), 'medium');
  const isKnown = medium === '' || medium === 'Memory' || /^HugePages(-|$)/.test(medium);
  return [
    ...(isKnown
      ? []
      : [
          {
            at: `${at}/emptyDir/medium`,
            message: `must be empty (the disk of the node), 'Memory' or 'HugePages', got ${show(medium)}`,
          },
        ]),
    ...reference(`${at}/configMap`, child(volume, 'configMap'), 'name'),
    ...reference(`${at}/secret`, child(volume, 'secret'), 'secretName'),
    ...reference(`${at}/persistentVolumeClaim`, child(volume, 'persistentVolumeClaim'), 'claimName'),
    ...children(childOrEmpty(volume, 'projected'), 'sources').flatMap((source, index) =>
      ['configMap', 'secret'].flatMap((field) =>
        reference(`${at}/projected/sources/${index}/${field}`, child(source, field), 'name'),
      ),
    ),
  ];
}

function environment(at: string, container: JsonObject, names: readonly string[]): Remark[] {
  return [
    ...children(container, 'env').flatMap((variable, index) => {
      const [where, from] = [`${at}/env/${index}/valueFrom`, childOrEmpty(variable, 'valueFrom')];
      const other = text(childOrEmpty(from, 'resourceFieldRef'), 'containerName');
      return [
        ...reference(`${where}/configMapKeyRef`, child(from, 'configMapKeyRef'), 'name'),
        ...reference(`${where}/secretKeyRef`, child(from, 'secretKeyRef'), 'name'),
        ...(other === '' || names.includes(other)
          ? []
          : [
              {
                at: `${where}/resourceFieldRef/containerName`,
                message: `must be a container of the pod, which has ${show(names)}, got ${show(other)}`,
              },
            ]),
      ];
    }),
    ...children(container, 'envFrom').flatMap((source, index) =>
      ['configMapRef', 'secretRef'].flatMap((field) =>
        reference(`${at}/envFrom/${index}/${field}`, child(source, field), 'name'),
      ),
    ),
  ];
}

/** No object can be called so, and the kubelet waits for it. */
function reference(at: string, source: JsonObject | undefined, field: string): Remark[] {
  const name = source && !isTrue(source, 'optional') ? text(source, field) : '';
  const problem = name === '' ? undefined : dnsSubdomain(name);
  return problem === undefined ? [] : [{ at: `${at}/${field}`, message: `no object can be called so: ${problem}` }];
}
