import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import type { PodGroup } from '../selection/pod-groups';
import { type PodPort, podsOfService, servicePort, targetPort } from '../selection/service-pods';
import type { Endpoint } from './endpoints';

/** A Service of the set that an endpoint names. */
export interface CalledService {
  readonly service: Manifest;
  /** Its pods in the set, with the port of theirs that the endpoint leads to. */
  readonly pods: readonly { readonly group: PodGroup; readonly port: PodPort }[];
}

/**
 * The Service that a host name means in the pods of a namespace
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/): `<name>`, `<name>.<namespace>`,
 * `<name>.<namespace>.svc` and what follows there.
 */
export function serviceCalled(
  set: ManifestSet,
  { host, port }: Endpoint,
  namespaceName: string | undefined,
): CalledService | undefined {
  const [name, namespace = namespaceName ?? '', svc = 'svc'] = host.split('.');
  const service = svc === 'svc' ? servicesOf(set).get(`${namespace}/${name}`) : undefined;
  if (!service) return undefined;
  const entry = servicePort(service, port);
  const pods = podsOfService(set, service).flatMap((group) => {
    const target = entry && targetPort(group, entry);
    return target ? [{ group, port: target }] : [];
  });
  return { service, pods };
}

/** Whether a host name can only be one of the cluster. */
export function isInCluster(host: string): boolean {
  return !host.includes('.') || /\.svc(\.|$)/.test(host);
}

const servicesOf = oncePerSet(
  (set) =>
    new Map(
      setWithMade(set)
        .ofKind('Service', '')
        .map((each) => [`${each.namespaceName ?? ''}/${each.name}`, each]),
    ),
);
