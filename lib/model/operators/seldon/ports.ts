import { type JsonObject, objectsIn } from '../../../private/json';
import { FIRST_PORT } from './naming';

/**
 * The ports of the Service of a container: those named exactly `http` and `grpc`, else the ones that Seldon hands out
 * (`defaults.go` of SeldonIO/seldon-core 1.18).
 */
export function portsOfUnit(container: JsonObject): JsonObject[] {
  const numberOf = (name: string, fallback: number): number => {
    const { containerPort } = objectsIn(container.ports).find((port) => port.name === name) ?? {};
    return typeof containerPort === 'number' ? containerPort : fallback;
  };
  const [http, grpc] = [numberOf('http', FIRST_PORT.HTTP), numberOf('grpc', FIRST_PORT.GRPC)];
  return [
    { name: 'http', port: http, targetPort: http, protocol: 'TCP' },
    { name: 'grpc', port: grpc, targetPort: grpc, protocol: 'TCP' },
  ];
}

/** The ports of a container with those that Seldon adds where none have the names. */
export function withPorts(container: JsonObject): JsonObject {
  const given = objectsIn(container.ports);
  const added = portsOfUnit(container)
    .map(({ name, targetPort }) => ({ name, containerPort: targetPort, protocol: 'TCP' }))
    .concat({ name: 'metrics', containerPort: FIRST_PORT.METRICS, protocol: 'TCP' })
    .filter(({ name }) => !given.some((port) => port.name === name));
  return { ...container, ports: [...given, ...added] };
}
