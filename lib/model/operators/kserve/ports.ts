import { isPlainObject, type JsonObject, objectsIn } from '../../../private/json';

/** Port of the agent that batches and logs, where a component asks for it. */
const AGENT_PORT = 9081;
const DEFAULT_PORT = 8080;

/**
 * The ports of the Service of a component: the first port of the container on 80, others on their own numbers; 8080 where the
 * container names none (`createDefaultSvc` in `reconcilers/service/service_reconciler.go` of kserve/kserve).
 */
export function portsOf(spec: JsonObject, { containers }: JsonObject, name: string): JsonObject[] {
  const all = objectsIn(containers);
  const container = all.find((each) => each.name === 'transformer-container') ?? all.at(0);
  const given = objectsIn(container?.ports);
  const isAsked = isPlainObject(spec.batcher) || isPlainObject(spec.logger);
  const ports = given.map((port, index) => ({
    ...(port.name !== undefined && { name: port.name }),
    port: index === 0 ? 80 : port.containerPort,
    targetPort: index === 0 && isAsked ? AGENT_PORT : port.containerPort,
    protocol: port.protocol ?? 'TCP',
  }));
  if (ports.length > 0) return ports;
  return [{ name, port: 80, targetPort: isAsked ? AGENT_PORT : DEFAULT_PORT, protocol: 'TCP' }];
}
