import type { IRouteTarget } from '../core/traffic-target';
import type { RouteRuleOptions } from './route-rule-options';
import { type SeldonPath, seldonPrefix } from './seldon-path';

/** @internal */
export interface RuleKind {
  readonly path?: { readonly form: 'prefix' | 'exact'; readonly value: string };
  readonly grpc?: { readonly service: string; readonly method?: string };
  readonly target: IRouteTarget;
  readonly options: RouteRuleOptions | undefined;
  readonly problems?: readonly string[];
}

/**
 * Which requests go where. Of several rules that match, the longest path wins, an exact path before a prefix, then the
 * rule with methods, then the one with more headers, then the one with more query parameters: on every gateway.
 *
 * What is wrong with a rule is reported by the route that uses it.
 *
 * @example
 * import { RouteRule, RouteTarget } from 'cdk8s-model-serving';
 *
 * const ranker = RouteTarget.service({ name: 'ranker', port: 80, external: true });
 * const rules = [
 *   RouteRule.exact('/healthz', ranker),
 *   RouteRule.pathPrefix('/rank', ranker, { rewrite: '/', maxBodySize: '10Mi' }),
 * ];
 */
export class RouteRule {
  /**
   * Requests to a path and everything below it. `/v1` matches `/v1` and `/v1/x`, never `/v1beta`.
   *
   * @param path the path, for example `/iris`; `/` for everything
   * @param target where the requests go
   * @param options further conditions, and what happens on the way
   */
  public static pathPrefix(path: string, target: IRouteTarget, options?: RouteRuleOptions): RouteRule {
    return new RouteRule({ path: { form: 'prefix', value: path }, target, options });
  }

  /**
   * Requests to exactly one path.
   *
   * @param path the path, for example `/predict`
   * @param target where the requests go
   * @param options further conditions, and what happens on the way
   */
  public static exact(path: string, target: IRouteTarget, options?: RouteRuleOptions): RouteRule {
    return new RouteRule({ path: { form: 'exact', value: path }, target, options });
  }

  /**
   * All calls of a gRPC service, for example `inference.GRPCInferenceService`.
   *
   * @param service the service, with its package
   * @param target where the calls go
   * @param options further conditions, and what happens on the way
   */
  public static grpc(service: string, target: IRouteTarget, options?: RouteRuleOptions): RouteRule {
    return new RouteRule({ grpc: { service }, target, options });
  }

  /**
   * Calls of one method of a gRPC service.
   *
   * @param service the service, with its package
   * @param method the method, for example `ModelInfer`
   * @param target where the calls go
   * @param options further conditions, and what happens on the way
   */
  public static grpcMethod(
    service: string,
    method: string,
    target: IRouteTarget,
    options?: RouteRuleOptions,
  ): RouteRule {
    return new RouteRule({ grpc: { service, method }, target, options });
  }

  /**
   * The paths of Seldon Core: clients ask `/seldon/<name>/api/v0.1/predictions` or, with a namespace,
   * `/seldon/<namespace>/<name>/api/v1.0/predictions`, and the model receives what begins with `/api`. Nothing else of
   * the model is reachable through this rule. Wrapper images older than 1.0 serve `/predict` alone: in front of those,
   * Seldon's executor translates, which is not made here.
   *
   * @param path the model's name, and namespace, in the path
   * @param target where the requests go
   * @param options further conditions, and what happens on the way
   */
  public static seldon(path: SeldonPath, target: IRouteTarget, options?: RouteRuleOptions): RouteRule {
    const { prefix, problems } = seldonPrefix(path);
    return new RouteRule({
      path: { form: 'prefix', value: `${prefix}/api` },
      target,
      options: { ...options, rewrite: '/api' },
      problems: [
        ...problems,
        ...(options?.rewrite === undefined
          ? []
          : ["rewrite must be left out: the paths of Seldon are rewritten to '/api' already"]),
      ],
    });
  }

  private constructor(
    /** @internal */
    public readonly _kind: RuleKind,
  ) {}
}
