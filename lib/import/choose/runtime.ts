import type { ImportedServer } from '../read/imported-server';
import { call, type Code, literal, members, object } from '../source/code';

/**
 * The runtime of a server whose image is taken as it is: `ServingRuntime.http` or `.grpc`, which assume nothing. Entry point and
 * arguments stand in the server's own props.
 *
 * @param paths what the runtime is asked
 */
export function runtimeCode(
  { port, grpcPort }: ImportedServer,
  paths: { readonly [option: string]: Code | undefined },
): Code {
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
