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
  reason:
    'A probe that names a port which its container does not have fails for good: the pod is never ready, or is restarted again and again. Names of other containers of the pod do not count. The API server takes it.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
    'ResolveContainerPort in pkg/probe/util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      ports: [{ name: web, containerPort: 8000 }]
      readinessProbe: { httpGet: { path: /ready, port: http } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      ports: [{ name: web, containerPort: 8000 }]
      readinessProbe: { httpGet: { path: /ready, port: web } }`,
  },
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
