import { membersOf, type StructName } from '../../lib/private/struct-members';
import type { RuntimeCheck, RuntimeContext, RuntimeFacts } from '../../lib/runtimes/runtime-facts';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { CATALOGUE, type CatalogueRow } from './runtime-catalogue';

export const CONTEXT: RuntimeContext = { accelerators: 0, shutdownSeconds: 20 };

/** The factories of `ServingRuntime` whose runtimes are not made by a definition. */
const FIRST = ['http', 'grpc', 'fastApi', 'flaskGunicorn', 'streamlit', 'bentoMl', 'mlem'] as const;
export type RuntimeName = CatalogueRow['name'];

/** The factories of `ServingRuntime`. */
export const NAMES: readonly RuntimeName[] = [...FIRST, ...CATALOGUE.map(({ name }) => name)];

/** The least that a runtime has to be told. */
export function leastOf(runtime: RuntimeName): { readonly [option: string]: unknown } {
  return CATALOGUE.find(({ name }) => name === runtime)?.least ?? { port: 8080 };
}

const STRUCTS: { readonly [runtime: string]: StructName } = {
  ...Object.fromEntries(CATALOGUE.map(({ name, struct }) => [name, struct])),
  http: 'CustomHttpOptions',
  grpc: 'CustomGrpcOptions',
  fastApi: 'FastApiOptions',
  flaskGunicorn: 'FlaskGunicornOptions',
  streamlit: 'StreamlitOptions',
  bentoMl: 'BentoMlOptions',
  mlem: 'MlemOptions',
};

/** The options that a runtime has. */
export function optionNames(runtime: RuntimeName): string[] {
  return Object.keys(membersOf(STRUCTS[runtime]));
}

export const TCP: RuntimeCheck = { kind: 'tcp', role: 'http' };
export const http = (path: string): RuntimeCheck => ({ kind: 'http', path, role: 'http' });

/** A runtime from options of any kind, as plain JavaScript passes them in. */
export function make(runtime: RuntimeName, options: unknown): ServingRuntime {
  return ServingRuntime[runtime](options as never);
}

/** The facts of a runtime whose options are fine. */
export function facts(runtime: ServingRuntime, context = CONTEXT): RuntimeFacts {
  expect(runtime._description.problems).toEqual([]);
  return runtime._description.facts(context);
}

/** What is wrong with the options of a runtime. */
export function problems(runtime: RuntimeName, options?: unknown): readonly string[] {
  return make(runtime, options)._description.problems;
}

/** The port that requests go to. */
export function port(found: RuntimeFacts): number | undefined {
  return found.ports.find(({ role }) => role === 'http')?.port;
}

/** What a server relies on, whatever the runtime. */
export function expectConsistent(found: RuntimeFacts): void {
  const roles = found.ports.map(({ role }) => role);
  expect(roles.length).toBeGreaterThan(0);
  expect(new Set(roles).size).toBe(roles.length);
  expect(new Set(found.ports.map((each) => each.port)).size).toBe(roles.length);
  for (const each of found.ports) {
    expect(Number.isInteger(each.port)).toBe(true);
    expect(each.port).toBeGreaterThanOrEqual(1);
    expect(each.port).toBeLessThanOrEqual(65535);
  }
  for (const check of [found.readiness, found.liveness]) {
    expect(roles).toContain(check.role);
    if (check.kind === 'http') expect(check.path).toMatch(/^\/\S*$/);
  }
  if (found.metrics) {
    expect(roles).toContain(found.metrics.role);
    expect(found.metrics.path).toMatch(/^\/\S*$/);
  }
  for (const text of [...(found.command ?? []), ...(found.args ?? []), ...Object.values(found.env ?? {})]) {
    expect(typeof text).toBe('string');
  }
  for (const name of Object.keys(found.env ?? {})) expect(name).toMatch(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/);
  expect(found.shutdownSeconds).toBeGreaterThanOrEqual(0);
  if (found.uid !== undefined) expect(found.uid).toBeGreaterThan(0);
}
