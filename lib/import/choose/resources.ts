import { type JsonObject, objectAt } from '../../private/json';
import { checkBytes, checkCpu, checkWithin, Quantity } from '../../private/quantity';
import { call, type Code, literal, members, object } from '../source/code';
import type { Part } from './part';

/** What is proposed where pods reserve nothing. */
export const PROPOSED = { cpu: '500m', memory: '1Gi' } as const;

/** Devices that have a factory of their own. */
const ACCELERATORS: { readonly [resource: string]: string } = { 'nvidia.com/gpu': 'nvidia', 'amd.com/gpu': 'amd' };

/** Resources of the container as props have them. */
export interface ChosenResources extends Part {
  /** The device that pods ask for. */
  readonly accelerator: string | undefined;
  /** Whether CPU or memory are a proposal, since nothing is said of them. */
  readonly isProposed: boolean;
}

/** CPU, memory and devices: `resources`. */
export function resourcesPart(container: JsonObject, isSafe: boolean): ChosenResources {
  const [requests, limits] = [objectAt(container, 'resources', 'requests'), objectAt(container, 'resources', 'limits')];
  const cpu = pairOf(requests.cpu, limits.cpu, PROPOSED.cpu, checkCpu);
  const memory = pairOf(requests.memory, limits.memory, PROPOSED.memory, checkMemory);
  const device = deviceOf(limits);
  const made = { cpu: cpu.request, memory: memory.request, ...device?.amounts };
  return {
    accelerator: device?.resource,
    isProposed: cpu.isProposed || memory.isProposed,
    props: {
      resources: object(
        members({
          cpu: literal(cpu.request),
          cpuLimit: cpu.limit === undefined ? literal('none') : unlessSame(cpu.limit, cpu.request),
          memory: literal(memory.request),
          memoryLimit: memory.limit === undefined ? undefined : unlessSame(memory.limit, memory.request),
          ephemeralStorage: isSafe ? undefined : literal('none'),
          accelerator: device?.code,
        }),
      ),
    },
    container: {
      resources: {
        requests: made,
        limits: { ...made, cpu: cpu.limit, memory: memory.limit ?? memory.request },
      },
    },
  };
}

function unlessSame(limit: string, request: string): Code | undefined {
  return limit === request ? undefined : literal(limit);
}

/** Request and limit as a server takes them: a limit alone is the request too, nothing at all is a proposal. */
function pairOf(
  request: unknown,
  limit: unknown,
  proposal: string,
  check: typeof checkCpu,
): { readonly request: string; readonly limit: string | undefined; readonly isProposed: boolean } {
  const [asked, most] = [request, limit].map((amount) => textOf(amount, check));
  if (asked === undefined && most === undefined) return { request: proposal, limit: undefined, isProposed: true };
  const [of, to] = [asked ?? most ?? proposal, most];
  const fits = to === undefined || checkWithin('limit', of, to) === undefined;
  return { request: of, limit: fits ? to : of, isProposed: false };
}

function textOf(amount: unknown, check: typeof checkCpu): string | undefined {
  const text = typeof amount === 'number' ? String(amount) : amount;
  return typeof text === 'string' && check('amount', text) === undefined ? text : undefined;
}

/** With less nothing starts, and a server refuses it. */
function checkMemory(property: string, value: unknown): string | undefined {
  const [given, least] = [Quantity.tryParse(value), Quantity.parse('1Mi')];
  return checkBytes(property, value) ?? (given && least.exceeds(given) ? `${property} is less than 1Mi` : undefined);
}

function deviceOf(
  limits: JsonObject,
): { readonly resource: string; readonly amounts: JsonObject; readonly code: Code } | undefined {
  const devices = Object.keys(limits).filter((resource) => Object.hasOwn(ACCELERATORS, resource));
  const count = Number(limits[devices[0]]);
  if (devices.length !== 1 || !Number.isSafeInteger(count) || count < 1) return undefined;
  const [resource] = devices;
  const code = call(`Accelerator.${ACCELERATORS[resource]}`, literal(count));
  return { resource, amounts: { [resource]: String(count) }, code };
}
