import { at, chain, each, fill, fillZero, isUnset, ownField, type Change } from '../fields/fields';
import { container } from './container';
import { volume } from './volume';

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/**
 * What the API server fills into the spec of every pod and every pod template.
 *
 * Source: `SetDefaults_PodSpec` of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/v1/defaults.go
 */
export const podSpec: Change = chain(
  (spec) => fillZero(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' }),
  (spec) => fill(spec, { securityContext: {}, terminationGracePeriodSeconds: 30 }),
  serviceAccount,
  (spec) => CONTAINERS.reduce((filled, field) => each(filled, field, container), spec),
  (spec) => each(spec, 'volumes', volume),
);

/** The pod template of a workload; `spec` is there even where nothing is given. */
export const podTemplate: Change = (template) => at(['spec'], podSpec)(fill(template, { metadata: {}, spec: {} }));

/** One field under two names: the new one counts where both are given. */
function serviceAccount(spec: Parameters<Change>[0]): ReturnType<Change> {
  const name = ownField(spec, 'serviceAccountName');
  const old = ownField(spec, 'serviceAccount');
  if (isUnset(name) || name === '') return isUnset(old) ? spec : { ...spec, serviceAccountName: old };
  return { ...spec, serviceAccount: name };
}

/** What is filled into pods and not into templates: requests from limits, ports of the node. */
export const podOnly: Change = chain(
  (spec) => fill(spec, { enableServiceLinks: true }),
  (spec) => CONTAINERS.reduce((filled, field) => each(filled, field, requestsFromLimits), spec),
  (spec) => (ownField(spec, 'hostNetwork') === true ? CONTAINERS.reduce(hostPorts, spec) : spec),
);

const requestsFromLimits: Change = at(['resources'], (resources) => {
  const limits = ownField(resources, 'limits');
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) return resources;
  return at(['requests'], (requests) => fill(requests, { ...limits }))(fill(resources, { requests: {} }));
});

function hostPorts(spec: ReturnType<Change>, field: string): ReturnType<Change> {
  return each(spec, field, (item) =>
    each(item, 'ports', (port) => fillZero(port, { hostPort: ownField(port, 'containerPort') ?? 0 })),
  );
}
