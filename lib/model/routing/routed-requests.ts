import type { Manifest } from '../../manifests/manifest';
import type { JsonObject } from '../../private/json';

/** A Service, or an InferencePool, and the share of requests that it gets. */
export interface ServiceShare {
  /** @default - a Service */
  readonly kind?: 'InferencePool';
  readonly namespaceName: string | undefined;
  readonly name: string;
  /** From 0 to 100. */
  readonly percent: number;
}

/** Requests that a rule of a route takes, and who gets them. */
export interface RoutedRequests {
  readonly route: Manifest;
  /** Host and other conditions as people read them: `models.example.com/iris`. */
  readonly requests: string;
  readonly shares: readonly ServiceShare[];
}

/** A backend with the weight that its route gives it. */
export interface WeightedBackend {
  /** @default - a Service */
  readonly kind?: 'InferencePool';
  readonly namespaceName: string | undefined;
  readonly name: string;
  readonly weight: number;
}

/** The backend that a part of a route names. */
export function backendOf(ref: JsonObject, { namespaceName }: Manifest): WeightedBackend {
  return {
    namespaceName: typeof ref.namespace === 'string' ? ref.namespace : namespaceName,
    name: String(ref.name),
    weight: typeof ref.weight === 'number' ? ref.weight : 1,
  };
}

/** The shares of weights; nobody gets anything where all are 0. */
export function sharesOf(backends: readonly WeightedBackend[]): ServiceShare[] {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  const byService = new Map<string, ServiceShare>();
  for (const { kind, namespaceName, name, weight } of backends) {
    const key = `${kind ?? ''} ${namespaceName ?? ''}/${name}`;
    const percent = (byService.get(key)?.percent ?? 0) + (total === 0 ? 0 : (weight * 100) / total);
    byService.set(key, { ...(kind && { kind }), namespaceName, name, percent: Math.round(percent * 100) / 100 });
  }
  return [...byService.values()];
}
