import type { ApiObject } from 'cdk8s';
import type { RolloutTrafficRouting } from '../../../../imports/argoproj.io';
import { TraefikService } from '../../../../imports/traefik.io';
import { addApiObject } from '../../../core/api-object';
import { ClusterProfile } from '../../../core/cluster-profile';
import { type ControlledRoute, type ControlledSplit, CONTROLLED_SPLIT } from '../../../core/controlled-split';
import type { ModelServer } from '../../../server/model-server';
import { metadata } from '../../../server/manifests/metadata';
import type { Release } from '../../release';
import type { PinnedHeader } from './canary-steps';

/** Its name in `trafficRouterPlugins` of the controller's ConfigMap. */
const GATEWAY_API_PLUGIN = 'argoproj-labs/gatewayAPI';

/** The routes that lead to a canary, into which Argo Rollouts writes its weights. */
export class TrafficRouting implements ControlledSplit {
  private readonly routes: ControlledRoute[] = [];
  private traefikService?: ApiObject;

  public constructor(
    private readonly release: Release,
    private readonly server: ModelServer,
    public readonly stableServiceName: string,
    private readonly canaryServiceName: string,
    private readonly pins: readonly PinnedHeader[],
  ) {
    CONTROLLED_SPLIT.attach(release, this);
    release.node.addValidation({ validate: () => this.problems() });
  }

  public get traefikServiceName(): string {
    return this.release.name;
  }

  public problemOf(api: ControlledRoute['api']): string | undefined {
    if (api !== 'gatewayApi')
      return this.pins.length === 0
        ? undefined
        : 'split.pins of the release need a route of the Gateway API, since Argo Rollouts writes nothing but weights for Traefik and ingress-nginx; leave them out, or use RouteRenderer.gatewayApi()';
    if (ClusterProfile.find(this.release)._argoRollouts?.gatewayApiPlugin) return undefined;
    return 'Argo Rollouts writes weights into routes of the Gateway API by a plugin, which the cluster profile does not declare; set argoRollouts.gatewayApiPlugin of it';
  }

  public leadBy(route: ControlledRoute): void {
    this.routes.push(route);
    if (route.api === 'traefik') this.traefikService ??= this.addTraefikService();
  }

  /** What writes the weights, and where. https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/ */
  public manifest(): RolloutTrafficRouting {
    const ingresses = this.namesOf('ingress', 'Ingress');
    const [httpRoutes, grpcRoutes] = ['HTTPRoute', 'GRPCRoute'].map((kind) =>
      this.namesOf('gatewayApi', kind).map((name) => ({
        name,
        ...(this.pins.length > 0 && { useHeaderRoutes: true }),
      })),
    );
    const namespace = this.release.namespaceName;
    return {
      ...(this.pins.length > 0 && { managedRoutes: this.pins.map(({ ruleName }) => ({ name: ruleName })) }),
      ...(ingresses.length > 0 && { nginx: { stableIngresses: ingresses } }),
      ...(httpRoutes.length + grpcRoutes.length > 0 && {
        plugins: {
          [GATEWAY_API_PLUGIN]: {
            ...(grpcRoutes.length > 0 && { grpcRoutes }),
            ...(httpRoutes.length > 0 && { httpRoutes }),
            ...(namespace !== undefined && { namespace }),
          },
        },
      }),
      ...(this.traefikService && { traefik: { weightedTraefikServiceName: this.traefikServiceName } }),
    };
  }

  private namesOf(api: ControlledRoute['api'], kind: string): string[] {
    const objects = this.routes.filter((route) => route.api === api).flatMap((route) => route.objects());
    return [...new Set(objects.filter((object) => object.kind === kind).map(({ name }) => name))];
  }

  private problems(): string[] {
    if (this.routes.length > 0) return [];
    return [
      `${this.release._subject}: controller finds no route that leads to the release, into which it could write the weights of TrafficSplit.byRoute(); lead an IngressRoute of the same app to it, or split by replicas`,
    ];
  }

  /**
   * The weights as they are between releases: one that is applied again in the middle of a release sends all requests to
   * the stable version until the controller has written its own, where weights that are left out would be 1 to 1.
   */
  private addTraefikService(): ApiObject {
    const { identity, props, service } = this.server._plan;
    const of = (name: string, weight: number): object => ({ kind: 'Service', name, port: service.port, weight });
    return addApiObject(this.release, 'TraefikService', {
      ...TraefikService.GVK,
      metadata: metadata(this.traefikServiceName, identity.labels, props.annotations),
      spec: () => ({ weighted: { services: [of(this.stableServiceName, 100), of(this.canaryServiceName, 0)] } }),
    });
  }
}
