import type { PortRole, RuntimeCheck, RuntimeContext } from './runtime-facts';

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
