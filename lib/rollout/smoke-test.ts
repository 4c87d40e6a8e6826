import { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { checkWholeNumber } from '../private/check-number';
import { checkHttpPath } from '../private/check-path';
import { checkOneOf, checkText } from '../private/check-text';
import { byCodeUnit } from '../private/json';
import { checkAnnotations } from '../private/labels';
import { implausible, type Measured } from '../private/plausible';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { checkImage, ContainerImage } from '../core/container-image';
import { type ContainerResources, resourceRequirements } from '../server/resources';
import { patternFault } from './posix-pattern';

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
   * Headers of the request. Never secrets: the values stand in the manifests.
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

/** A token of RFC 9110. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** By the digest of its index, which leads to the image of each platform: a tag can be moved. */
const IMAGE = 'curlimages/curl:8.12.1@sha256:94e9e444bcba979c2ea12e27ae39bee4cd10bc7041a472c4727a558e213744e6';
const RESOURCES: ContainerResources = { cpu: '50m', memory: '64Mi', ephemeralStorage: '64Mi' };

/** What its times and amounts count. */
const USUAL: readonly Measured[] = [
  ['timeout', 'answer'],
  ['interval', 'pause'],
  ['deadline', 'patience'],
  ['ttlAfterFinished', 'keeping'],
  ['resources.cpu', 'cpu'],
  ['resources.memory', 'memory'],
  ['resources.ephemeralStorage', 'disk'],
];

/** A checked test with its defaults. */
export interface SmokeTestPlan {
  readonly path: string;
  readonly method: string;
  readonly body: string | undefined;
  /** Each as curl reads it: `name: value`, or `name;` where the value is empty. */
  readonly headers: readonly string[];
  readonly status: number;
  readonly contains: string | undefined;
  readonly matches: string | undefined;
  readonly timeoutSeconds: number;
  readonly intervalSeconds: number;
  /** Nothing where the version under test decides. */
  readonly deadlineSeconds: number | undefined;
  readonly image: ContainerImage;
  readonly resources: ContainerResources;
  readonly ttlSeconds: number;
  readonly hook: ArgoCdHook | undefined;
  readonly annotations: { readonly [key: string]: string };
}

/**
 * A test of a version before it takes requests: one HTTP request, sent until the answer is right or the version has had
 * its time. A value: what is wrong with it is reported by the release that uses it.
 *
 * @example
 * import { SmokeTest } from 'cdk8s-model-serving';
 *
 * const verify = SmokeTest.http('/predict', { body: '{"instances": [[5.1, 3.5, 1.4, 0.2]]}', bodyContains: 'setosa' });
 */
export class SmokeTest {
  /**
   * A request over HTTP.
   *
   * @param path path of the request with its query, for example `/health`
   * @param options what is sent, and what is expected
   */
  public static http(path: string, options: SmokeTestOptions = {}): SmokeTest {
    return new SmokeTest(path, options);
  }

  private readonly options: Partial<SmokeTestOptions>;
  private readonly found = new Problems('');

  private constructor(
    private readonly path: string,
    options: SmokeTestOptions,
  ) {
    this.options = optionsOf(this.found, options, 'SmokeTestOptions');
    this.check();
  }

  /** @internal */
  public _plan(problems: Problems): SmokeTestPlan {
    const { options } = this;
    const found = new Problems('').add(this.found.sentences);
    const { body, headers = body === undefined ? {} : { 'content-type': 'application/json' } } = options;
    const plan = {
      path: this.path,
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      body,
      headers: Object.entries<unknown>(headers)
        .sort(([a], [b]) => byCodeUnit(a, b))
        .flatMap(([name, value]) =>
          typeof value === 'string' ? [value.trim() === '' ? `${name};` : `${name}: ${value}`] : [],
        ),
      status: options.expectedStatus ?? 200,
      contains: options.bodyContains,
      matches: options.bodyMatches,
      timeoutSeconds: secondsOf(found, 'timeout', options.timeout, 10, 1),
      intervalSeconds: secondsOf(found, 'interval', options.interval, 5, 1),
      deadlineSeconds:
        options.deadline === undefined ? undefined : secondsOf(found, 'deadline', options.deadline, 1, 1),
      image: options.image ?? ContainerImage.of(IMAGE),
      resources: options.resources ?? RESOURCES,
      ttlSeconds: secondsOf(found, 'ttlAfterFinished', options.ttlAfterFinished, Duration.days(1).toSeconds()),
      hook: options.argoCdHook,
      annotations: options.annotations ?? {},
    };
    resourceRequirements(found, 'resources', plan.resources);
    problems.addUnder('verify', found.sentences);
    return plan;
  }

  /** @internal */
  public _warnings(): string[] {
    const { image } = this.options;
    const ofImage = image instanceof ContainerImage ? image._warnings() : [];
    return [...ofImage, ...implausible(this.options, USUAL)].map((warning) => `verify.${warning}`);
  }

  private check(): void {
    const { body, headers, method, bodyContains, bodyMatches, image } = this.options;
    const textOrNothing = (property: string, value: unknown): string | undefined =>
      value === undefined || typeof value === 'string' ? undefined : `${property} must be a text, got ${show(value)}`;
    const line = (property: string, value: unknown): string | undefined =>
      checkText(property, value) ??
      (typeof value === 'string' && /[\r\n]/.test(value)
        ? `${property} must be one line, got ${show(value)}`
        : undefined);
    this.found.add(
      checkHttpPath('path', this.path ?? '') ?? fragmentProblem(this.path),
      checkOneOf('method', method, METHODS),
      textOrNothing('body', body),
      body !== undefined && (method === 'GET' || method === 'HEAD')
        ? `method must not be ${show(method)} with a body; leave it out for 'POST'`
        : undefined,
      Object.entries<unknown>(headers ?? {}).map(([name, value]) =>
        TOKEN.test(name) && typeof value === 'string' && !/[\r\n\0]/.test(value)
          ? undefined
          : `headers must be names of letters, digits and '-' with values of one line, got ${show(name)}: ${show(value)}`,
      ),
      checkWholeNumber('expectedStatus', this.options.expectedStatus, 100, 599),
      line('bodyContains', bodyContains),
      line('bodyMatches', bodyMatches) ?? patternProblem(bodyMatches),
      checkOneOf('argoCdHook', this.options.argoCdHook, Object.values(ArgoCdHook)),
      checkAnnotations('annotations', this.options.annotations),
      image === undefined ? undefined : checkImage('image', image),
    );
  }
}

/** What comes after '#' stays with the client. */
function fragmentProblem(path: unknown): string | undefined {
  return typeof path === 'string' && path.includes('#')
    ? `path must not hold '#', what follows it is never sent, got ${show(path)}; write it as %23`
    : undefined;
}

function patternProblem(pattern: unknown): string | undefined {
  const fault = typeof pattern === 'string' ? patternFault(pattern) : undefined;
  return fault === undefined
    ? undefined
    : `bodyMatches must be a POSIX extended regular expression, got ${show(pattern)} with ${fault}`;
}
