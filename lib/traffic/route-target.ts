import type { Duration } from 'cdk8s';
import { type IRouteTarget, type TrafficBackend, type TrafficPin, TrafficProtocol } from '../core/traffic-target';
import { checkLabelName, checkServiceName } from '../private/check-name';
import { checkPercent, checkPort } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { Problems } from '../private/problems';
import { fittedList, optionsOf } from '../private/shape';
import { show } from '../private/show';
import { checkTarget } from './plan/check-target';

/** A Service by name and port. */
export interface ServiceTargetOptions {
  /** Name of the Service. */
  readonly name: string;

  /** Number of the Service's port. */
  readonly port: number;

  /**
   * Namespace of the Service.
   *
   * @default - the route's
   */
  readonly namespaceName?: string;

  /**
   * What is spoken on the port.
   *
   * @default TrafficProtocol.HTTP
   */
  readonly protocol?: TrafficProtocol;

  /**
   * Whether the Service is made by somebody else than this app. Otherwise a Service that the app does not make is an
   * error.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * The former name of `external`.
   *
   * @default - `external`
   * @deprecated use `external`
   */
  readonly madeElsewhere?: boolean;

  /**
   * The longest that a request takes.
   *
   * @default - not known: where the gateway can say it, requests take as long as they like
   */
  readonly requestTimeout?: Duration;
}

/** A target and its share of the requests. */
export interface WeightedTarget {
  /** The target. */
  readonly target: IRouteTarget;
  /** Its share in percent, a whole number from 0 to 100. The shares of a split add up to 100. */
  readonly weight: number;
}

/**
 * Targets of a rule that are no constructs of their own: a Service by name, or a split of several targets.
 *
 * A Service by name is a name and nothing more: its pods are not known here, so no NetworkPolicy can be opened for the
 * gateway. Where a policy guards them, let the gateway in there.
 *
 * @example
 * import { RouteTarget } from 'cdk8s-model-serving';
 *
 * const old = RouteTarget.service({ name: 'legacy', port: 8080, external: true });
 * const ranker = RouteTarget.service({ name: 'ranker', port: 80, external: true });
 * const target = RouteTarget.split([
 *   { target: old, weight: 90 },
 *   { target: ranker, weight: 10 },
 * ]);
 */
export class RouteTarget implements IRouteTarget {
  /**
   * A Service by name and port.
   *
   * @param options name, port, namespace
   */
  public static service(options: ServiceTargetOptions): RouteTarget {
    const found = new Problems('');
    const given = optionsOf(found, options, 'ServiceTargetOptions');
    const { name = '', port = NaN, protocol = TrafficProtocol.HTTP } = given;
    found.add(
      checkServiceName('name', name),
      checkPort('port', port),
      checkLabelName('namespaceName', given.namespaceName),
      checkOneOf('protocol', protocol, Object.values(TrafficProtocol)),
      checkOneOf('external', given.external, [true, false]),
    );
    const backend: TrafficBackend = {
      serviceName: name,
      port,
      weight: 100,
      ports: [{ name: protocol, port, targetPort: port, protocol }],
    };
    return new RouteTarget(found, { service: given, backend });
  }

  /**
   * Several targets, each with a share of the requests that does not depend on how many pods it has.
   *
   * @param targets the targets and their shares, which add up to 100
   */
  public static split(targets: WeightedTarget[]): RouteTarget {
    const found = new Problems('');
    const parts = fittedList(found, 'targets', targets, 'WeightedTarget') ?? [];
    if (parts.length < 2) found.add(`targets must be two at least, got ${show(targets)}`);
    parts.forEach((part: Partial<WeightedTarget> | null, index) => {
      found.add(
        checkTarget(`targets[${index}].target`, part?.target),
        part?.target instanceof RouteTarget && part.target._parts
          ? `targets[${index}].target must not be a split itself; list its targets here`
          : undefined,
        checkPercent(`targets[${index}].weight`, part?.weight ?? NaN, 0, 100),
      );
    });
    const sum = parts.reduce((total, part) => total + Number((part as Partial<WeightedTarget> | null)?.weight), 0);
    if (found.isEmpty && sum !== 100) {
      const listed = parts.map(({ weight }) => weight).join(' + ');
      found.add(`targets must have weights that add up to 100, got ${listed} = ${sum}`);
    }
    return new RouteTarget(found, { parts: parts.filter((part) => checkTarget('', part?.target) === undefined) });
  }

  /** Namespace of the Service; nothing for the route's own, and for a split. */
  public readonly namespaceName?: string;
  /** The longest that a request takes, as far as it is known. */
  public readonly requestTimeout?: Duration;
  /** @internal */
  public readonly _parts: readonly WeightedTarget[] | undefined;
  /** @internal */
  public readonly _isMadeElsewhere: boolean;
  private readonly backend: TrafficBackend | undefined;

  private constructor(
    private readonly found: Problems,
    kind: {
      readonly service?: Partial<ServiceTargetOptions>;
      readonly backend?: TrafficBackend;
      readonly parts?: readonly WeightedTarget[];
    },
  ) {
    this.namespaceName = kind.service?.namespaceName;
    this.requestTimeout = kind.service?.requestTimeout;
    this._isMadeElsewhere = kind.service?.external === true;
    this._parts = kind.parts;
    this.backend = kind.backend;
  }

  /** The Service; for a split, see the targets it is made of. */
  public get trafficBackends(): TrafficBackend[] {
    return this.backend ? [this.backend] : (this._parts ?? []).flatMap(({ target }) => target.trafficBackends);
  }

  /** Nothing: who has requests of its own in a split is asked itself. */
  public get trafficPins(): TrafficPin[] | undefined {
    return undefined;
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}
