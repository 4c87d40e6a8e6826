import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { type JsonObject, unlessEmpty } from '../private/json';
import { show } from '../private/show';
import { DeviceSelector } from './device-selector';

/** Devices that come together with an accelerator, under dynamic resource allocation: network cards, channels. */
export interface DeviceRequest {
  /** What constraints call it. */
  readonly name: string;

  /** DeviceClass of the devices. */
  readonly deviceClass: string;

  /**
   * Number of devices.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * Which devices of the class; each of the selectors must hold.
   *
   * @default - any
   */
  readonly selectors?: DeviceSelector[];
}

/** What devices of a claim have in common. */
export interface DeviceConstraint {
  /** An attribute that has one value for all of them, with its domain: `resource.kubernetes.io/pcieRoot`. */
  readonly matchAttribute: string;

  /**
   * Names of the requests that it is about.
   *
   * @default - all of them
   */
  readonly requests?: string[];
}

/** Which devices of a DeviceClass, and what comes with them. */
export interface DeviceOptions {
  /**
   * What constraints call the devices.
   *
   * @default 'devices'
   */
  readonly name?: string;

  /**
   * Which devices of the class; each of the selectors must hold.
   *
   * @default - any
   */
  readonly selectors?: DeviceSelector[];

  /**
   * Whether pods get all devices of a node that will do (`allocationMode: All`). The count then says how many those
   * are, for what is split over them; a quota charges 32, the most that a claim may hold.
   *
   * @default false
   */
  readonly allocateAll?: boolean;

  /**
   * Further devices of the same claim.
   *
   * @default - none
   */
  readonly additionalRequests?: DeviceRequest[];

  /**
   * What the devices have in common.
   *
   * @default - nothing
   */
  readonly constraints?: DeviceConstraint[];
}

/** `DeviceRequestsMaxSize`, `DeviceSelectorsMaxSize`, `DeviceConstraintsMaxSize` and `AllocationResultsMaxSize` of k8s.io/api/resource/v1. */
const MOST = 32;
const QUALIFIED = /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?\/[A-Za-z_][A-Za-z0-9_]{0,31}$/;

/** The first request of a claim, and those beside it. */
function requestsOf(
  deviceClass: string,
  count: number,
  options: DeviceOptions,
): (DeviceRequest & { readonly all?: boolean })[] {
  const { name = 'devices', selectors, allocateAll: all, additionalRequests = [] } = options;
  return [{ name, deviceClass, count, selectors, all }, ...additionalRequests];
}

/** The spec of a ResourceClaim (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/resource-claim-v1/). */
export function claimSpec(deviceClass: string, count: number, options: DeviceOptions): JsonObject {
  const requests = requestsOf(deviceClass, count, options).map(({ name, all, ...request }) => ({
    name,
    exactly: {
      deviceClassName: request.deviceClass,
      allocationMode: all ? 'All' : 'ExactCount',
      // Of all devices there is no number.
      count: all ? undefined : (request.count ?? 1),
      selectors: unlessEmpty(
        (request.selectors ?? []).map((selector) => ({
          cel: { expression: selector._expression(request.deviceClass) },
        })),
      ),
    },
  }));
  const constraints = (options.constraints ?? []).map(({ matchAttribute, requests: about }) => ({
    matchAttribute,
    requests: unlessEmpty([...(about ?? [])]),
  }));
  return { devices: { requests, constraints: unlessEmpty(constraints) } };
}

/** Checks the devices of a claim. */
export function deviceProblems(deviceClass: unknown, count: unknown, options: DeviceOptions): (string | undefined)[] {
  const requests = requestsOf(deviceClass as string, count as number, options);
  const names = requests.map(({ name }) => name);
  const total = requests.reduce((sum, request) => sum + (request.all ? 0 : (request.count ?? 1)), 0);
  return [
    checkClass('deviceClass', deviceClass),
    checkWholeNumber('count', count ?? NaN, 1, MOST),
    checkOneOf('allocateAll', options.allocateAll, [true, false]),
    checkLabelName('name', options.name),
    ...selectorProblems('selectors', options.selectors),
    ...(options.additionalRequests ?? []).flatMap((request, index) => {
      const at = `additionalRequests[${index}]`;
      return [
        checkLabelName(`${at}.name`, request.name ?? ''),
        names.indexOf(request.name) === index + 1
          ? undefined
          : `${at}.name must differ from those of the other requests, got ${show(request.name)} again`,
        checkClass(`${at}.deviceClass`, request.deviceClass),
        checkWholeNumber(`${at}.count`, request.count, 1, MOST),
        ...selectorProblems(`${at}.selectors`, request.selectors),
      ];
    }),
    requests.length > MOST
      ? `additionalRequests must have at most ${MOST - 1} requests, got ${requests.length - 1}`
      : undefined,
    total > MOST ? `count of all requests must come to at most ${MOST} devices, got ${total}` : undefined,
    ...constraintProblems(options.constraints, names),
  ];
}

function checkClass(property: string, deviceClass: unknown): string | undefined {
  return deviceClass === undefined || deviceClass === null
    ? `${property} must be the name of a DeviceClass such as 'gpu.nvidia.com', got nothing`
    : checkObjectName(property, deviceClass);
}

function selectorProblems(property: string, selectors: readonly unknown[] = []): (string | undefined)[] {
  return [
    ...selectors.map((selector, index) => {
      const problem = selector instanceof DeviceSelector ? selector._problem() : undefined;
      if (selector instanceof DeviceSelector) return problem && `${property}[${index}]: ${problem}`;
      return `${property}[${index}] must be made by DeviceSelector.product(name) or its like, got ${show(selector)}`;
    }),
    selectors.length > MOST ? `${property} must have at most ${MOST} items, got ${selectors.length}` : undefined,
  ];
}

function constraintProblems(
  constraints: readonly DeviceConstraint[] = [],
  names: readonly string[],
): (string | undefined)[] {
  return [
    ...constraints.flatMap(({ matchAttribute, requests = [] }, index) => [
      typeof matchAttribute === 'string' && QUALIFIED.test(matchAttribute)
        ? undefined
        : `constraints[${index}].matchAttribute must be an attribute with its domain such as 'resource.kubernetes.io/pcieRoot', got ${show(matchAttribute)}`,
      ...requests.map((name) =>
        names.includes(name)
          ? undefined
          : `constraints[${index}].requests must name requests of the claim, ${names.map(show).join(', ')}, got ${show(name)}`,
      ),
    ]),
    constraints.length > MOST ? `constraints must have at most ${MOST} items, got ${constraints.length}` : undefined,
  ];
}
