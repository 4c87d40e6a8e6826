import type { Duration } from 'cdk8s';
import type { ContainerImage } from '../core/container-image';
import type { ContainerResources } from '../server/resources';

/** When Argo CD runs the Job of a test: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
export enum ArgoCdHook {
  /** While the manifests are applied. */
  SYNC = 'Sync',
  /** When all of them are applied and healthy; a test that fails fails the sync. */
  POST_SYNC = 'PostSync',
}

/** A request, and the answer that a version must give to it. */
export interface SmokeTestOptions {
  /**
   * Method of the request.
   *
   * @default - 'POST' with a body, else 'GET'
   */
  readonly method?: string;

  /**
   * Body of the request.
   *
   * @default - none
   */
  readonly body?: string;

  /**
   * Headers of the request. Never secrets: the values stand in the manifests. A server that guards its API by a key is asked
   * on a path that is open, such as `/health`.
   *
   * @default - `content-type: application/json` with a body, else none
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * Status that the answer must have.
   *
   * @default 200
   */
  readonly expectedStatus?: number;

  /**
   * Text that the body of the answer must contain, in one line.
   *
   * @default - any body
   */
  readonly bodyContains?: string;

  /**
   * POSIX extended regular expression that a line of the answer's body must match.
   *
   * @default - any body
   */
  readonly bodyMatches?: string;

  /**
   * Time that one request may take. Whole seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * Pause between two attempts. Whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;

  /**
   * How long the test is tried before it has failed. Whole seconds, at least as long as a pod may take to become ready.
   *
   * @default - what the version under test may take to start and to become ready, plus two minutes
   */
  readonly deadline?: Duration;

  /**
   * The former name of `deadline`.
   *
   * @default - `deadline`
   * @deprecated use `deadline`
   */
  readonly patience?: Duration;

  /**
   * Image with `sh`, `grep`, `sed`, `tail`, `date` and `curl`. Nodes ask for it as `server.imagePullPolicy` says.
   *
   * @default - curlimages/curl:8.12.1, pinned by its digest
   */
  readonly image?: ContainerImage;

  /**
   * CPU and memory of the Job's container.
   *
   * @default - 50m CPU, 64Mi memory, 64Mi disk
   */
  readonly resources?: ContainerResources;

  /**
   * Time for which the finished Job is kept. Whole seconds, at least as long as a pod may take to become ready, unless
   * Argo CD runs it. Applied again after it, the Job runs again.
   *
   * @default Duration.days(1)
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * The former name of `ttlAfterFinished`.
   *
   * @default - `ttlAfterFinished`
   * @deprecated use `ttlAfterFinished`
   */
  readonly keepFor?: Duration;

  /**
   * Makes the Job a hook of Argo CD, which runs it at every sync and replaces the one before.
   *
   * @default - an ordinary Job
   */
  readonly argoCdHook?: ArgoCdHook;

  /**
   * Annotations of the Job. Those of `argoCdHook` take the place of others of their names.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
