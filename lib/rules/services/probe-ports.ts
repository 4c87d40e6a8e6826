import { inPods } from '../in-pods';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const probePorts: Rule = {
  id: 'probe-ports',
  title: 'probes and hooks name ports of their own container',
  severity: 'error',
  check: (set: ManifestSet) =>
    inPods(set, ({ manifest, podSpec, at }) =>
      ['initContainers', 'containers'].flatMap((list) =>
        objectsIn(podSpec[list]).flatMap((container, index) =>
          violationsOf(manifest, container, `${at}/${list}/${index}`),
        ),
      ),
    ),
};

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HOOKS = ['postStart', 'preStop'];

function violationsOf(manifest: Manifest, container: JsonObject, at: string): Violation[] {
  const names = objectsIn(container.ports).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const handlers = [
    ...PROBES.map((field) => [field, objectAt(container, field)] as const),
    ...HOOKS.map((field) => [`lifecycle/${field}`, objectAt(container, 'lifecycle', field)] as const),
  ];
  return handlers.flatMap(([field, handler]) =>
    ['httpGet', 'tcpSocket'].flatMap((kind) => {
      const { port } = isPlainObject(handler[kind]) ? handler[kind] : {};
      // Text that is a number is one.
      if (typeof port !== 'string' || /^\d+$/.test(port) || names.includes(port)) return [];
      return [
        {
          manifest,
          at: `${at}/${field}/${kind}/port`,
          message: `${field.replace('/', '.')} of container ${show(container.name)} must name a port of the container, which has ${names.length === 0 ? 'none' : names.map(show).join(', ')}, got ${show(port)}`,
          fix: 'name one of its ports, or write the number',
        },
      ];
    }),
  );
}
