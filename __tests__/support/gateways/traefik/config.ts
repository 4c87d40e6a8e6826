import { createHash } from 'node:crypto';
import type { Handler } from '../passing';

/** What Traefik makes of objects before it looks at requests. Names are as its providers join them. */
export interface DynamicConfig {
  readonly routers: Map<string, Router>;
  readonly services: Map<string, Service>;
  readonly middlewares: Map<string, Middleware>;
  readonly transports: Map<string, Readonly<Record<string, unknown>>>;
  readonly notes: string[];
}

export interface Router {
  /** `IngressRoute/shop/iris routes[0]`. */
  readonly label: string;
  readonly name: string;
  readonly rule: string;
  readonly priority: number;
  readonly entryPoints: readonly string[];
  readonly hasTls: boolean;
  readonly middlewares: readonly string[];
  readonly service: string;
}

export type Middleware = Readonly<Record<string, unknown>> & { readonly from: string };

export type Service =
  | {
      readonly type: 'servers';
      readonly from: string;
      readonly handler: Handler;
      readonly transport?: string;
      readonly middlewares: readonly string[];
    }
  | { readonly type: 'weighted'; readonly from: string; readonly members: readonly Member[]; readonly sticky?: unknown }
  | { readonly type: 'mirroring'; readonly from: string; readonly main: string; readonly mirrors: readonly Copy[] }
  | {
      readonly type: 'failover';
      readonly from: string;
      readonly main: string;
      readonly fallback: string;
      readonly statuses: readonly string[];
    };

export interface Member {
  readonly service: string;
  readonly weight: number;
}

export interface Copy {
  readonly service: string;
  readonly percent: number;
}

export function emptyConfig(): DynamicConfig {
  return { routers: new Map(), services: new Map(), middlewares: new Map(), transports: new Map(), notes: [] };
}

/** Every run of other characters than letters and digits becomes one hyphen. */
export function normalized(...parts: readonly (string | number)[]): string {
  return parts
    .join('-')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .join('-');
}

/** What a provider adds to a name to tell rules apart. */
export function hashOf(rule: string): string {
  return createHash('sha256').update(rule).digest('hex').slice(0, 20);
}

/** The last one with a name wins; two different ones are worth a note. */
export function put<T extends { readonly from?: string; readonly label?: string }>(
  config: DynamicConfig,
  map: Map<string, T>,
  name: string,
  value: T,
): void {
  const before = map.get(name);
  if (before && JSON.stringify(before) !== JSON.stringify(value)) {
    config.notes.push(`name: ${before.label ?? before.from} and ${value.label ?? value.from} are both called ${name}`);
  }
  map.set(name, value);
}
