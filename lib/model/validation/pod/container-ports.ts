import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { between, portNumber } from '../counts';
import { children, isTrue, number, optionalText, repeated, text } from '../fields';
import { oneOf, portName } from '../names';
import type { Refusals } from '../refusal';

export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** The ports of one container. */
export function containerPorts(at: string, ports: readonly JsonObject[], out: Refusals): void {
  ports.forEach((port, index) => {
    const where = `${at}/${index}`;
    const name = text(port, 'name');
    const containerPort = number(port, 'containerPort') ?? 0;
    if (name !== '') out.problem(`${where}/name`, portName(name));
    if (containerPort === 0) out.invalid(`${where}/containerPort`, 'is missing or 0, must be from 1 to 65535');
    else out.problem(`${where}/containerPort`, portNumber(containerPort));
    out.problem(`${where}/hostPort`, between(number(port, 'hostPort'), 0, 65535));
    const protocol = optionalText(port, 'protocol');
    if (protocol) out.problem(`${where}/protocol`, oneOf(protocol, PROTOCOLS));
  });
  if (ports.length < 2) return;
  const names = ports.map((port) => text(port, 'name'));
  for (const [index, name] of repeated(names)) {
    if (name !== '') out.invalid(`${at}/${index}/name`, `the container has a port ${show(name)} already`);
  }
}

/** Ports of the node that the containers of a pod take: each can be taken once. */
export function hostPorts(at: string, spec: JsonObject, out: Refusals): void {
  const taken = new Set<string>();
  const isOnHost = isTrue(spec, 'hostNetwork');
  children(spec, 'containers').forEach((container, index) => {
    children(container, 'ports').forEach((port, position) => {
      const where = `${at}/containers/${index}/ports/${position}`;
      const containerPort = number(port, 'containerPort');
      // On the node's network the server takes over what is left open.
      const hostPort = number(port, 'hostPort') || (isOnHost ? containerPort : 0);
      if (!hostPort) return;
      const key = `${text(port, 'protocol') || 'TCP'} ${text(port, 'hostIP')} ${hostPort}`;
      if (taken.has(key))
        out.invalid(`${where}/hostPort`, `another container takes port ${hostPort} of the node already`);
      taken.add(key);
      if (isOnHost && hostPort !== containerPort) {
        out.invalid(`${where}/containerPort`, `must equal hostPort ${hostPort} when hostNetwork is true`);
      }
    });
  });
}
