import { at, chain, each, fill, fillZero, isUnset, ownField, within, type Change } from '../fields/fields';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HOOKS = ['preStop', 'postStart'] as const;

/**
 * What the API server fills into a container.
 *
 * Source: `pkg/apis/core/v1/defaults.go`,
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/v1/defaults.go
 */
export const container: Change = (object) =>
  PROBES.reduce((filled, field) => within(filled, field, probe), withoutProbes(object));

const withoutProbes: Change = chain(
  (object) =>
    fillZero(object, {
      imagePullPolicy: pullPolicyOf(ownField(object, 'image')),
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
  (object) => each(object, 'ports', (port) => fillZero(port, { protocol: 'TCP' })),
  (object) => each(object, 'env', (variable) => within(variable, 'valueFrom', fieldReference)),
  (object) => within(object, 'lifecycle', (hooks) => HOOKS.reduce((all, hook) => within(all, hook, httpGet), hooks)),
);

/** The reference of a variable or a file to a field of the pod. */
export const fieldReference: Change = chain(
  at(['fieldRef'], (reference) => fillZero(reference, { apiVersion: 'v1' })),
  at(['resourceFieldRef'], (reference) => fill(reference, { divisor: '0' })),
);

const httpGet: Change = at(['httpGet'], (action) => fillZero(action, { path: '/', scheme: 'HTTP' }));

const probe: Change = chain(
  (object) => fillZero(object, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  httpGet,
  at(['grpc'], (action) => fill(action, { service: '' })),
);

/** When an image is pulled: always where its tag is, or is taken to be, `latest`. */
export function pullPolicyOf(image: unknown): string {
  if (isUnset(image) || typeof image !== 'string' || image === '') return 'IfNotPresent';
  const [name, digest] = image.split('@', 2);
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  const colon = lastPart.indexOf(':');
  if (colon < 0) return digest === undefined ? 'Always' : 'IfNotPresent';
  return lastPart.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}
