import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkAppOf } from '../core/app-checks';
import { problemsOf, throwProblems } from '../core/app-problems';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { MADE_ELSEWHERE } from '../core/made-elsewhere';
import { SERVED_BY } from '../core/served-by';
import { tenancyOf } from '../core/tenancy';
import { warn } from '../core/warnings';
import { sortedMap } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import { Problems } from '../private/problems';
import { openSolvers } from './acme-solver';
import { checkRequested } from './capability/requested';
import { addHealthChecks } from './health-checks';
import type { IngressRouteProps } from './ingress-route-props';
import { admitGateway } from './admit-gateway';
import { addPoolObjects } from './pool-objects';
import { unusualValues } from './plan/usual-values';
import { byNameWarnings } from './plan/by-name-warnings';
import { targetProblems } from './plan/check-targets';
import { controlledProblems, leadByRoute } from './plan/controlled-split';
import { crossNamespaceProblems } from './plan/cross-namespace-problems';
import { madeElsewhere } from './plan/made-elsewhere';
import { poolProblems } from './plan/pool-problems';
import { planRoute } from './plan/plan-route';
import type { RoutePlan } from './plan/route-plan';
import { KnownRoutes } from './dialects/shared/known-routes';
import { nameProblems } from './dialects/shared/naming';
import type { RenderedObject } from './dialects/shared/rendered-object';
import { DIALECTS } from './dialects/registry';
import { clashProblems, uniqueObjects } from './dialects/shared/unique-objects';

/**
 * One typed route, which means the same as an Ingress, as Traefik's own kinds or as routes of the Gateway API: paths match
 * by whole elements, the most precise rule wins, weights are exact. Which of them it becomes follows from the gateway in
 * the ClusterProfile, or from `via`.
 *
 * The id is the name of the main object. Servers that the route leads to let the gateway's pods in, on the port that the
 * route leads to. What the declared gateway would accept and ignore is an error that names what can be had instead
 * (docs/routes.md).
 *
 * @example
 * import {
 *   ClusterProfile,
 *   ContainerImage,
 *   GatewayFacts,
 *   IngressRoute,
 *   ModelServer,
 *   RouteRule,
 *   RouteTls,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ gateway: GatewayFacts.traefik() }) });
 * const vision = new TenantNamespace(app, 'vision');
 * const iris = new ModelServer(vision, 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.bentoMl(),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 * new IngressRoute(vision, 'public', {
 *   host: 'models.example.com',
 *   rules: [RouteRule.pathPrefix('/iris', iris, { rewrite: '/' })],
 *   tls: RouteTls.secret('models-tls'),
 * });
 * app.synth();
 */
export class IngressRoute extends Construct {
  /** The main object: Ingress, Traefik's IngressRoute, HTTPRoute or GRPCRoute. */
  public readonly resource: ApiObject;
  /** All objects of the route, the main one first: Middlewares, a Certificate, grants, a NetworkPolicy. */
  public readonly resources: ApiObject[];

  /**
   * Declares a route.
   *
   * @param scope the tenant or chart it lives in, best that of its targets
   * @param id its name: lower-case letters, digits and `-`, at most 63 characters
   * @param props hosts, rules, TLS
   * @throws when props are not possible, or the declared gateway cannot do what they ask for, naming all of it
   */
  public constructor(scope: Construct, id: string, props: IngressRouteProps) {
    const given = { title: 'IngressRoute', sort: 'route', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    const subject = `IngressRoute '${this.node.path}'`;
    const problems = new Problems(subject);
    const plan = planRoute(problems, this, props);
    if (!plan || !problems.isEmpty) throw problemsOf(this, problems);
    checkAppOf(this);
    const dialect = DIALECTS[plan.renderer];
    checkRequested(problems, plan);
    throwProblems(
      this,
      problems.add(crossNamespaceProblems(plan), poolProblems(plan), controlledProblems(plan), dialect.problems(plan)),
    );
    const known = KnownRoutes.of(this);
    const rendered = dialect.objects(plan, known);
    throwProblems(this, problems.add(nameProblems(rendered)));
    for (const warning of [...dialect.warnings(plan), ...unusualValues(plan)]) warn(this, warning);
    warn(this, () => byNameWarnings(this, plan));
    known.add(plan);
    admitGateway(plan);
    this.resources = uniqueObjects(rendered).map((object) => this.add(plan, object));
    this.resources.push(
      ...openSolvers(this, plan),
      ...addPoolObjects(plan),
      ...(props.healthChecks === false ? [] : addHealthChecks(plan)),
    );
    [this.resource] = this.resources;
    leadByRoute(plan, this.resources);
    this.node.addValidation({
      validate: () => {
        const found = targetProblems(plan, subject);
        return found.length > 0
          ? found
          : new Problems(subject).add(dialect.lateProblems(plan, known), clashProblems(rendered)).messages;
      },
    });
  }

  private add(plan: RoutePlan, object: RenderedObject): ApiObject {
    const { name, annotations, scope } = object;
    // An object inside of a target belongs to the target's tenant.
    const labels = scope ? { ...tenancyOf(scope)?.labels, ...COMMON_LABELS } : plan.labels;
    const metadata = { name, labels: sortedMap(labels), annotations: sortedMap(annotations) };
    const made = object.make(scope ?? this, metadata);
    MADE_ELSEWHERE.attach(made, madeElsewhere(plan));
    SERVED_BY.attach(made, { pods: plan.gateway._peer, implementation: plan.gateway._gatewayApi?.implementation });
    return made;
  }
}
