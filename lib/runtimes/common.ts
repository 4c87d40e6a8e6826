import type { BoundArgument, PortRole, RuntimeCheck, RuntimeContext } from './runtime-facts';

/** Every address of the pod: probes, Services and gateways reach a container by the pod's IP, never by localhost. */
export const ANY_HOST = '0.0.0.0';

/**
 * Home directory below the writable /tmp. A user id that the image's /etc/passwd does not list gets `/` as its home,
 * which is read-only: the container runtime sets HOME only where it is not set already
 * (https://github.com/opencontainers/runc, libcontainer/init_linux.go, `setupUser`; runs as `execUser.Home`).
 * Caches of the usual libraries (`~/.cache`, `~/.config`) follow HOME.
 */
export const HOME = { HOME: '/tmp' } as const;

/**
 * Seconds to finish requests where neither the runtime nor the user says how long: the grace period Kubernetes gives by
 * default (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination).
 */
export const USUAL_SHUTDOWN_SECONDS = 30;

/** The largest user id that the API server takes (k8s.io/apimachinery, pkg/util/validation, `IsValidUserID`). */
export const MAX_USER_ID = 2 ** 31 - 1;

/** What to do in place of setting a variable that an option of the runtime, or a prop of the server, decides. */
export function optionOf(runtime: string, option: string): string {
  return `set ${option} of ServingRuntime.${runtime}(...)`;
}

/** What to do in place of a socket that no port leads to. */
const ASKED_BY_PORT = 'leave it out, probes and the Service ask a port';
/** What to do in place of a certificate: probes and what is in front speak HTTP. */
const ASKED_BY_HTTP = 'leave it out, probes and the Service speak HTTP; let the route have the certificate';

/** Flags of the command lines that hand them to uvicorn (uvicorn/main.py@0.54.0): with a key or a certificate it speaks TLS alone. */
export const UVICORN_TLS = { '--ssl-certfile': ASKED_BY_HTTP, '--ssl-keyfile': ASKED_BY_HTTP } as const;
export const UVICORN_SOCKET = { '--uds': ASKED_BY_PORT } as const;
export const LLAMA_TLS = { '--ssl-cert-file': ASKED_BY_HTTP, '--ssl-key-file': ASKED_BY_HTTP } as const;
export const GUNICORN_TLS = { '--certfile': ASKED_BY_HTTP, '--keyfile': ASKED_BY_HTTP } as const;

/** Flags that servers may not give at all, each with what to do in place of it. */
export function boundTo(flags: { readonly [flag: string]: string }): { readonly [flag: string]: BoundArgument } {
  return Object.fromEntries(Object.entries(flags).map(([flag, instead]) => [flag, { instead }]));
}

/** The seconds that the drain gives, or the runtime's default where it does not say. */
export function shutdownOf(context: RuntimeContext, fallback: number): number {
  return context.shutdownSeconds ?? fallback;
}

/** A request to a path of an HTTP port; without a path, whether the port is open. */
export function httpCheck(path: string | undefined, role: PortRole = 'http'): RuntimeCheck {
  return path === undefined ? { kind: 'tcp', role } : { kind: 'http', path, role };
}

/** The longest that a model takes to load where the runtime does not say. */
export const STARTUP_SECONDS = 600;

/** Where processes of a container find the memory that they share (shm_open(3)). */
export const SHARED_MEMORY_PATH = '/dev/shm';
