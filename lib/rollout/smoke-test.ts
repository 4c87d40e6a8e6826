import { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { byCodeUnit, sortedEntries } from '../private/json';
import { implausible, type Measured } from '../private/plausible';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { ContainerImage } from '../core/container-image';
import { type ContainerResources, resourceRequirements } from '../server/resources';
import { looksLikeSecretHeader } from '../server/secrets-in-sight';
import { checkSmokeTest } from './check-smoke-test';
import type { ArgoCdHook, SmokeTestOptions } from './smoke-test-options';

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
    checkSmokeTest(this.found, path, this.options);
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
    return [...ofImage, ...secretsInHeaders(this.options.headers), ...implausible(this.options, USUAL)].map(
      (warning) => `verify.${warning}`,
    );
  }
}

function secretsInHeaders(headers: SmokeTestOptions['headers']): string[] {
  return sortedEntries<unknown>(headers)
    .filter(([name, value]) => looksLikeSecretHeader(name, value))
    .map(
      ([name]) =>
        `headers['${name}'] looks like a secret, and its value stands in the manifest for everyone to read; ask a path that needs none, or test by a Job of your own that reads it from a Secret`,
    );
}
