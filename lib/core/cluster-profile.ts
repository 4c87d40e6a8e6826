import type { IConstruct } from 'constructs';
import { type ClusterFacts, UNDECLARED } from '../cluster/cluster-facts';
import { checkContainerRuntime, type ContainerRuntimeFacts } from '../cluster/container-runtime';
import { type GatewayFacts, gatewayProblems } from '../cluster/gateway-facts';
import { checkGpuOperator, type GpuOperatorFacts } from '../cluster/gpu-operator';
import { checkKubernetesVersion, HPA_SCALES_TO_ZERO_FROM, minorOf } from '../cluster/kubernetes-version';
import { MetricsAdapter } from '../cluster/metrics-adapter';
import { leaderWorkerSetMinor, leaderWorkerSetProblem } from '../cluster/leader-worker-set';
import { MetricsScraper } from '../cluster/metrics-scraper';
import { NodeLabelScheme } from '../cluster/node-label-scheme';
import {
  type ArgoRolloutsFacts,
  checkServingControllers,
  type KServeFacts,
  type SeldonFacts,
} from '../cluster/serving-controllers';
import { checkLabelName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { checkIp } from '../private/ip';
import { sortedEntries } from '../private/json';
import { Problems, under } from '../private/problems';
import { fitted } from '../private/shape';
import { show } from '../private/show';
import { type AlertOptions, checkAlertOptions } from './alert-options';
import { Attachment } from './attachment';
import type { ClusterProfileOptions } from './cluster-profile-options';
import { EgressProxy } from './egress-proxy';
import { checkKeda, type KedaFacts } from './keda-facts';

const PROFILE = new Attachment<ClusterProfile>('cluster-profile');

/**
 * Declared facts of the target cluster, found from every construct below the place where it was applied.
 *
 * | fact | default |
 * | --- | --- |
 * | Kubernetes version | 1.30 (1.28 to 1.37 accepted) |
 * | metrics scraper | none |
 * | alerts | none |
 * | metrics adapter | none |
 * | KEDA | not declared |
 * | HPAs scale to zero | from Kubernetes 1.37 on |
 * | gateway | none |
 * | DNS | namespace `kube-system`, port 53, node-local cache 169.254.20.10 |
 * | node ports | 30000 to 32767 |
 * | container runtime | not declared |
 * | GPU Operator | not declared |
 * | node labels | those of the GPU Operator where it is declared |
 * | spare accelerators | none |
 * | egress proxy | none |
 * | LeaderWorkerSet controller | not declared |
 * | old `crun` on GPU nodes | no |
 * | KServe | none |
 * | Seldon Core | none |
 * | Argo Rollouts | none |
 *
 * A feature the version lacks is replaced by an exact equivalent where there is one, and is an error where there is
 * none.
 *
 * @example
 * import { ClusterProfile, GatewayFacts, MetricsScraper, ServingApp } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({
 *   cluster: ClusterProfile.of({
 *     kubernetesVersion: '1.34',
 *     gateway: GatewayFacts.traefik(),
 *     scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }),
 *     spareAccelerators: { 'nvidia.com/gpu': 1 },
 *   }),
 * });
 */
export class ClusterProfile {
  /**
   * Declares a cluster.
   *
   * @param options the facts that differ from the defaults
   * @throws when a fact is not possible, naming all of them
   */
  public static of(options: ClusterProfileOptions): ClusterProfile {
    return new ClusterProfile(options);
  }

  /**
   * The profile that holds for a construct: of the nearest scope that has one, or the defaults.
   *
   * @param scope any construct
   */
  public static find(scope: IConstruct): ClusterProfile {
    return PROFILE.find(scope) ?? (defaults ??= ClusterProfile.of({}));
  }

  /** Oldest version of Kubernetes the manifests must run on. */
  public readonly kubernetesVersion: string;

  /** @internal */
  public readonly _minor: number;
  /** @internal */
  public readonly _scraper: MetricsScraper | undefined;
  /** @internal */
  public readonly _alerts: AlertOptions | undefined;
  /** @internal */
  public readonly _metricsAdapter: MetricsAdapter | undefined;
  /** @internal */
  public readonly _keda: KedaFacts | undefined;
  /** @internal */
  public readonly _hpaScaleToZero: boolean;
  /** @internal */
  public readonly _gateway: GatewayFacts | undefined;
  /** @internal */
  public readonly _dnsNamespaceName: string;
  /** @internal */
  public readonly _dnsPort: number;
  /** @internal */
  public readonly _nodeLocalDnsAddresses: readonly string[];
  /** @internal */
  public readonly _nodePorts: { readonly min: number; readonly max: number };
  /** @internal */
  public readonly _gpuOperator: GpuOperatorFacts;
  /** @internal */
  public readonly _nodeLabels: NodeLabelScheme | undefined;
  /** @internal */
  public readonly _gpuNodesRunOldCrun: boolean;
  /** @internal */
  public readonly _containerRuntime: ContainerRuntimeFacts | undefined;
  /** @internal */
  public readonly _egressProxy: EgressProxy | undefined;
  /** @internal */
  public readonly _kserve: KServeFacts | undefined;
  /** @internal */
  public readonly _seldon: SeldonFacts | undefined;
  /** @internal */
  public readonly _argoRollouts: ArgoRolloutsFacts | undefined;
  /** Minor number of the controller's version 0. @internal */
  public readonly _leaderWorkerSetMinor: number | undefined;
  private readonly isVersionDeclared: boolean;
  private readonly isHpaScaleToZeroDeclared: boolean;
  private readonly spareAccelerators: { readonly [resource: string]: number };

  private constructor(given: ClusterProfileOptions) {
    const problems = new Problems('ClusterProfile');
    const options = fitted(problems, '', given, 'ClusterProfileOptions') ?? {};
    problems.add(problemsOf(options)).throwIfAny();
    this.kubernetesVersion = options.kubernetesVersion ?? '1.30';
    this._minor = minorOf(this.kubernetesVersion) ?? NaN;
    this.isVersionDeclared = options.kubernetesVersion !== undefined;
    this._scraper = options.scraper;
    this._alerts = options.alerts;
    this._metricsAdapter = options.metricsAdapter;
    this._keda = options.keda;
    this._hpaScaleToZero = options.hpaScaleToZero ?? this._minor >= HPA_SCALES_TO_ZERO_FROM;
    this.isHpaScaleToZeroDeclared = options.hpaScaleToZero !== undefined;
    this._gateway = options.gateway;
    this._dnsNamespaceName = options.dnsNamespaceName ?? UNDECLARED.dns.namespaceName;
    this._dnsPort = options.dnsPort ?? UNDECLARED.dns.port;
    this._nodeLocalDnsAddresses = options.nodeLocalDnsAddresses ?? UNDECLARED.dns.nodeLocalAddresses;
    this._nodePorts = {
      min: options.nodePortMin ?? UNDECLARED.nodePorts.min,
      max: options.nodePortMax ?? UNDECLARED.nodePorts.max,
    };
    this._egressProxy = options.egressProxy;
    this._kserve = options.kserve;
    this._seldon = options.seldon;
    this._argoRollouts = options.argoRollouts;
    this._leaderWorkerSetMinor = leaderWorkerSetMinor(options.leaderWorkerSet);
    this._containerRuntime = options.containerRuntime?._facts;
    this._gpuOperator = options.gpuOperator ?? {};
    this._nodeLabels = options.nodeLabels ?? (options.gpuOperator && NodeLabelScheme.GPU_OPERATOR);
    this._gpuNodesRunOldCrun = options.gpuNodesRunOldCrun ?? false;
    this.spareAccelerators = options.spareAccelerators ?? UNDECLARED.spareAccelerators;
  }

  /**
   * Makes the profile hold for a construct and everything in it. `ServingApp` does it for its prop `cluster`; call it
   * yourself under a plain cdk8s `App`, before the servers are made.
   *
   * @param scope the app, or a chart
   */
  public applyTo(scope: IConstruct): void {
    PROFILE.attach(scope, this);
  }

  /**
   * The same as data, for what knows no constructs. There a version that nobody declared is none.
   *
   * @internal
   */
  public _facts(): ClusterFacts {
    return {
      kubernetesMinor: this.isVersionDeclared ? this._minor : undefined,
      hpaScaleToZero: this.isHpaScaleToZeroDeclared ? this._hpaScaleToZero : undefined,
      gateway: this._gateway && {
        traefik: this._gateway._traefik,
        ingress: this._gateway._ingress,
        gatewayApi: this._gateway._gatewayApi,
        pods: this._gateway._peer,
      },
      scraper: this._scraper?._peer,
      operator: this._scraper?._operator,
      dns: {
        namespaceName: this._dnsNamespaceName,
        port: this._dnsPort,
        nodeLocalAddresses: this._nodeLocalDnsAddresses,
      },
      nodePorts: this._nodePorts,
      containerRuntime: this._containerRuntime,
      spareAccelerators: this.spareAccelerators,
    };
  }

  /** @internal */
  public _hasSpare(resource: string, count: number): boolean {
    return (this.spareAccelerators[resource] ?? 0) >= count;
  }
}

function problemsOf(options: ClusterProfileOptions): (string | undefined)[] {
  const { scraper, nodePortMin, nodePortMax } = options;
  const { min, max } = UNDECLARED.nodePorts;
  return [
    checkKubernetesVersion('kubernetesVersion', options.kubernetesVersion),
    ...(scraper === undefined || scraper instanceof MetricsScraper
      ? (scraper?._problems().map((problem) => problem && under('scraper', problem)) ?? [])
      : [
          `scraper must be made by MetricsScraper.podAnnotations(...) or .prometheusOperator(...), got ${show(scraper)}`,
        ]),
    ...checkAlertOptions('alerts', options.alerts),
    options.alerts && !(scraper instanceof MetricsScraper && scraper._operator)
      ? 'alerts need a Prometheus operator that reads them; declare it by scraper: MetricsScraper.prometheusOperator(...)'
      : undefined,
    ...adapterProblems(options.metricsAdapter),
    ...checkKeda(options.keda),
    ...gatewayProblems('gateway', options.gateway),
    checkLabelName('dnsNamespaceName', options.dnsNamespaceName),
    checkWholeNumber('dnsPort', options.dnsPort, 1, 65535),
    checkOneOf('hpaScaleToZero', options.hpaScaleToZero, [true, false]),
    checkOneOf('gpuNodesRunOldCrun', options.gpuNodesRunOldCrun, [true, false]),
    ...(options.nodeLocalDnsAddresses ?? []).map((address) => checkIp('nodeLocalDnsAddresses', address)),
    checkWholeNumber('nodePortMin', nodePortMin, 1, 65535) ??
      checkWholeNumber(
        nodePortMax === undefined ? `nodePortMax, which is ${max} by default,` : 'nodePortMax',
        nodePortMax ?? max,
        nodePortMin ?? min,
        65535,
      ),
    checkContainerRuntime('containerRuntime', options.containerRuntime),
    ...checkGpuOperator(options.gpuOperator),
    checkOneOf('nodeLabels', options.nodeLabels, Object.values(NodeLabelScheme)),
    ...sortedEntries(options.spareAccelerators).map(([resource, count]) =>
      checkWholeNumber(`spareAccelerators['${resource}']`, count, 0),
    ),
    ...egressProxyProblems(options.egressProxy),
    ...checkServingControllers(options),
    leaderWorkerSetProblem(options.leaderWorkerSet),
  ];
}

function adapterProblems(adapter: unknown): string[] {
  if (adapter === undefined) return [];
  if (!(adapter instanceof MetricsAdapter))
    return [`metricsAdapter must be made by MetricsAdapter.prometheusAdapter(...), got ${show(adapter)}`];
  return adapter._problems().map((problem) => under('metricsAdapter', problem));
}

function egressProxyProblems(proxy: unknown): string[] {
  if (proxy === undefined) return [];
  if (!(proxy instanceof EgressProxy)) return [`egressProxy must be made by EgressProxy.of(...), got ${show(proxy)}`];
  return proxy._problems().map((problem) => under('egressProxy', problem));
}

/** The profile of apps that declare none: made when the first of them asks. */
let defaults: ClusterProfile | undefined;
