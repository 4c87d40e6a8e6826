import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { lastingContainers } from '../selection/pod-groups';
import { portNamed } from '../selection/service-pods';

/** A probe that asks a container over HTTP. */
export interface HttpProbe {
  readonly kind: 'readinessProbe' | 'livenessProbe' | 'startupProbe';
  readonly container: JsonObject;
  readonly path: string;
  /** Nothing where no container has a port of that name. */
  readonly port: number | undefined;
  /** Whether the request says nothing but its path and host. */
  readonly isPlain: boolean;
}

const KINDS = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** The probes over HTTP of the containers that stay. */
export function httpProbesOf(podSpec: JsonObject): HttpProbe[] {
  return lastingContainers(podSpec).flatMap((container) =>
    KINDS.flatMap((kind) => {
      const { httpGet } = objectAt(container, kind);
      if (!isPlainObject(httpGet)) return [];
      const { path, port, httpHeaders } = httpGet;
      return [
        {
          kind,
          container,
          path: typeof path === 'string' && path !== '' ? path : '/',
          port: typeof port === 'number' ? port : portNamed({ containers: [container] }, port)?.number,
          isPlain: objectsIn(httpHeaders).every(({ name }) => name === 'Host'),
        },
      ];
    }),
  );
}
