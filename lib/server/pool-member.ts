import type { IConstruct } from 'constructs';
import type { PoolMember } from '../core/pool-members';
import { isForClients } from '../runtimes/runtime-facts';
import { httpReadinessOf } from './health';
import type { ServerPlan } from './server-plan';

/** The pods of a server as an InferencePool selects them. */
export function poolMemberOf(server: IConstruct, plan: ServerPlan): PoolMember {
  const { facts, identity, drain, servingPortsOnly } = plan;
  const portOf = (role: string): number | undefined => facts.ports.find((each) => each.role === role)?.port;
  const metricsPort = facts.metrics && portOf(facts.metrics.role);
  const { waiting, running, cacheUse } = facts.metricNames ?? {};
  return {
    suffix: '',
    serviceName: plan.service.name,
    server,
    selector: identity.selector,
    httpPort: portOf('http'),
    metrics:
      facts.metrics && metricsPort !== undefined
        ? { port: metricsPort, path: facts.metrics.path, waiting, running, cacheUse }
        : undefined,
    readiness: httpReadinessOf(facts),
    graceSeconds: drain.graceSeconds,
    neighbourPorts: facts.ports.filter((each) => !servingPortsOnly || isForClients(each)).map(({ port }) => port),
  };
}
