import { objectsIn } from '../../private/json';
import type { ImportedServer } from '../read/imported-server';
import { recognizeRuntime } from '../recognize/recognize';
import { call, type Code, literal, members, object } from '../source/code';

/**
 * The runtime of a server whose image is taken as it is: `ServingRuntime.http` or `.grpc`, which assume nothing. Entry point and
 * arguments stand in the server's own props.
 *
 * With safe defaults a runtime of the library takes its place where nothing that the container says is in its way.
 *
 * @param paths what the runtime is asked
 */
export function runtimeCode(
  { port, grpcPort, container }: ImportedServer,
  paths: { readonly [option: string]: Code | undefined },
  isSafe: boolean,
): Code {
  if (isSafe && isPlainBento(container)) return call('ServingRuntime.bentoMl', ...portOf(port.number, 3000));
  if (port.speaks === 'grpc') return call('ServingRuntime.grpc', object(members({ port: literal(port.number) })));
  return call(
    'ServingRuntime.http',
    object(
      members({
        port: literal(port.number),
        grpcPort: grpcPort === undefined ? undefined : literal(grpcPort),
        ...paths,
      }),
    ),
  );
}

/** An image made by `bentoml containerize` that is started as it is, and told nothing of its ports. */
function isPlainBento(container: ImportedServer['container']): boolean {
  if (recognizeRuntime(container)?.factory !== 'bentoMl') return false;
  if (container.command !== undefined || container.args !== undefined) return false;
  return objectsIn(container.env).every(({ name }) => !String(name).startsWith('BENTOML_'));
}

function portOf(port: number, usual: number): Code[] {
  return port === usual ? [] : [object(members({ port: literal(port) }))];
}
