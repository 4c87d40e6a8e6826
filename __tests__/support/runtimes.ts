import { membersOf, type StructName } from '../../lib/private/struct-members';
import type { RuntimeCheck, RuntimeContext, RuntimeFacts } from '../../lib/runtimes/runtime-facts';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';

export const CONTEXT: RuntimeContext = { accelerators: 0, shutdownSeconds: 20 };

/** The factories of `ServingRuntime`. */
export const NAMES = ['http', 'grpc', 'fastApi', 'flaskGunicorn', 'streamlit', 'bentoMl', 'mlem'] as const;
export type RuntimeName = (typeof NAMES)[number];

const STRUCTS: { readonly [runtime in RuntimeName]: StructName } = {
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
