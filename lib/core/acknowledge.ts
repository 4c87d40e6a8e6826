import type { IConstruct } from 'constructs';
import { Problems } from '../private/problems';
import { show } from '../private/show';
import { setAppChecks } from './app-checks';
import { Attachment } from './attachment';
import { constructProblem } from './scope';

/** A finding that somebody has looked at and takes. */
export interface Acknowledged {
  readonly ruleId: string;
  readonly reason: string;
}

const ACKNOWLEDGED = new Attachment<readonly Acknowledged[]>('acknowledged');

/**
 * Says of what the checks find that it is meant, and why: what is acknowledged neither fails nor warns, and stands in
 * the manifest for whoever reviews it.
 *
 * @example
 * import {
 *   Acknowledge,
 *   ContainerImage,
 *   ModelServer,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * const legacy = new ModelServer(new TenantNamespace(app, 'vision'), 'legacy', {
 *   image: ContainerImage.of('registry.example/legacy:1.0.0'),
 *   runtime: ServingRuntime.http({ port: 8080, readinessPath: '/ready' }),
 *   resources: { cpu: '500m', memory: '1Gi' },
 *   env: { DATABASE_URL: 'postgres://db.example.com/prod' },
 * });
 * Acknowledge.finding(legacy, 'egress-for-dependencies', 'a policy of the platform lets the namespace out to the database');
 * app.synth();
 */
export class Acknowledge {
  /**
   * Takes a finding of one rule about the objects of a construct and everything inside it. Each object that the rule
   * speaks of carries the rule and the reason as a line of the annotation `cdk8s-model-serving/acknowledged`; pods do
   * not, so that nothing restarts. An id that no rule has is an error at synthesis, and a finding that is not there a
   * warning.
   *
   * @param scope a server, a release, a route, a tenant, any construct
   * @param ruleId id of the rule, as it stands behind each message; docs/rules.md has them all
   * @param reason why it is meant, in one line
   * @throws when id or reason are empty
   */
  public static finding(scope: IConstruct, ruleId: string, reason: string): void {
    new Problems('Acknowledge').add(constructProblem('scope', scope)).throwIfAny();
    const problems = new Problems(`Acknowledge of '${scope.node.path}'`);
    problems.add(
      typeof ruleId === 'string' && /^[a-z]+(-[a-z0-9]+)*$/.test(ruleId)
        ? undefined
        : `ruleId must be the id of a rule, such as 'unique-objects', got ${show(ruleId)}`,
      reasonProblem(reason),
    );
    problems.throwIfAny();
    ACKNOWLEDGED.attach(scope, [...(ACKNOWLEDGED.on(scope) ?? []), { ruleId, reason: reason.trim() }]);
  }

  /**
   * Switches off the checks that take in a whole app, under cdk8s's own `App`. A `ServingApp` is always checked.
   *
   * @param app the app
   * @param reason why, in one line
   * @throws when the reason is empty
   */
  public static checks(app: IConstruct, reason: string): void {
    new Problems('Acknowledge').add(constructProblem('app', app)).throwIfAny();
    new Problems(`Acknowledge of '${app.node.path}'`).add(reasonProblem(reason)).throwIfAny();
    setAppChecks(app.node.root, 'off');
  }
}

function reasonProblem(reason: unknown): string | undefined {
  return typeof reason === 'string' && reason.trim() !== '' && !/[\r\n]/.test(reason.trim())
    ? undefined
    : `reason must say in one line why it is meant, got ${show(reason)}`;
}

/** What is acknowledged on one construct. */
export function acknowledgedOn(construct: IConstruct): readonly Acknowledged[] {
  return ACKNOWLEDGED.on(construct) ?? [];
}
