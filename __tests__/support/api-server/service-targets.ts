import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import type { WorkloadPods } from '../pod-template';
import { serviceSelector } from './pod-index';
import { idOf, show, specOf, type Manifest } from './manifest';
import type { SetRule } from './rules';

/** Services and the pods they send to. */
export const serviceTargetRule: SetRule = function* (set) {
  const manualTargets = new Set(
    [...set.ofKind('Endpoints', ''), ...set.ofKind('EndpointSlice', 'discovery.k8s.io')].map(
      (each) =>
        `${each.metadata.namespace}/${each.metadata.labels?.['kubernetes.io/service-name'] ?? each.metadata.name}`,
    ),
  );
  for (const service of set.ofKind('Service', '')) {
    if (specOf<IServiceSpec>(service).type === 'ExternalName') continue;
    const { namespace = 'default', name } = service.metadata;
    const selector = serviceSelector(service);
    const pods = set.podIndex.select(namespace, selector);
    if (pods.length === 0) {
      if (!selector && manualTargets.has(`${namespace}/${name}`)) continue;
      yield [service, `selects the pods of no workload in ${namespace}`];
    }
    for (const pod of pods) {
      for (const problem of podProblems(service, pod)) yield [service, problem];
    }
  }
};

function* podProblems(service: Manifest, pod: WorkloadPods): Generator<string> {
  if (pod.workload.kind === 'Job' || pod.workload.kind === 'CronJob') {
    yield `also selects the pods of ${idOf(pod.workload)}, which serve nothing`;
    return;
  }
  for (const [index, port] of (specOf<IServiceSpec>(service).ports ?? []).entries()) {
    const target: unknown = port.targetPort ?? port.port;
    const protocol = port.protocol ?? 'TCP';
    const found = pod.containerPorts.some(
      (each) =>
        (each.protocol ?? 'TCP') === protocol &&
        (typeof target === 'number' ? each.containerPort : each.name) === target,
    );
    if (!found) yield `spec.ports[${index}]: ${idOf(pod.workload)} has no ${protocol} port ${show(target)}`;
  }
}

/** A node port belongs to one Service of the whole cluster. */
export const nodePortRule: SetRule = function* (set) {
  const owners = new Map<number, Manifest>();
  for (const service of set.ofKind('Service', '')) {
    const spec = specOf<IServiceSpec>(service);
    const ports = [...(spec.ports ?? []).map((port) => port.nodePort), spec.healthCheckNodePort];
    for (const port of new Set(ports.filter((each) => each !== undefined && each !== 0))) {
      if (port === undefined) continue;
      const owner = owners.get(port);
      if (owner) yield [service, `the node port ${port} belongs to ${idOf(owner)}`];
      else owners.set(port, service);
    }
  }
};
