import { checkText } from '../private/check-text';
import { type ImageReference, isUnsetTag, parseImageReference } from '../private/image-reference';
import { Problems, under } from '../private/problems';
import { strictOptionsOf } from '../private/shape';
import { show } from '../private/show';

/** An image in a repository of Docker Hub. */
export interface DockerHubImage {
  /** The repository, for example `library/nginx` or `tagore8661/intent-classifier-mlops`. */
  readonly repository: string;

  /**
   * Tag of the image.
   *
   * @default - none: `latest` where no digest is given either, with a warning
   */
  readonly tag?: string;

  /**
   * Digest of the image, for example `sha256:` and 64 hexadecimal digits. Wins over the tag when pods are started.
   *
   * @default - not pinned
   */
  readonly digest?: string;
}

/** An image in Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export interface EcrImage extends DockerHubImage {
  /** AWS account that owns the registry: 12 digits. */
  readonly account: string;

  /** AWS region of the registry, for example `us-east-1`. */
  readonly region: string;
}

/**
 * A container image.
 *
 * The reference is parsed; what is wrong with it is reported by the construct that uses it. An image without a tag,
 * or with the tag `latest`, is a warning: two pods of one Deployment may then run different versions.
 */
export class ContainerImage {
  /**
   * An image by its reference, as `docker pull` takes it: `registry.example/iris:0.2.0`, `iris@sha256:...`.
   *
   * @param reference `[registry/]repository[:tag][@digest]`
   */
  public static of(reference: string): ContainerImage {
    return new ContainerImage(reference, []);
  }

  /**
   * An image on Docker Hub, written the short way (`tagore8661/intent-classifier-mlops:v1`).
   *
   * @param image repository and tag or digest
   */
  public static dockerHub(image: DockerHubImage): ContainerImage {
    const found = new Problems('');
    const given = strictOptionsOf(found, image, 'DockerHubImage');
    return new ContainerImage(join('', given), underImage(found.add(repositoryProblems(given)).sentences));
  }

  /**
   * An image in Amazon ECR: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`. Nodes of EKS pull from the
   * registry of their own account without a pull secret.
   *
   * @param image account, region, repository and tag or digest
   */
  public static ecr(image: EcrImage): ContainerImage {
    const found = new Problems('');
    const given = strictOptionsOf(found, image, 'EcrImage');
    const { account, region } = given;
    found.add(
      typeof account === 'string' && /^\d{12}$/.test(account)
        ? undefined
        : `account must be the 12 digits of an AWS account, got ${show(account)}${typeof account === 'number' ? ' (a number; write them as a text, which keeps leading zeros)' : ''}`,
      typeof region === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
        ? undefined
        : `region must be an AWS region such as 'us-east-1', got ${show(region)}`,
      repositoryProblems(given),
    );
    const china = String(region).startsWith('cn-') ? '.cn' : '';
    const registry = `${String(account)}.dkr.ecr.${String(region)}.amazonaws.com${china}/`;
    return new ContainerImage(join(registry, given), underImage(found.sentences));
  }

  /**
   * An image from a list outside of the program: it must say which version it is.
   *
   * @internal
   */
  public static _pinned(reference: string, where: string): ContainerImage {
    const parsed = parseImageReference(reference);
    const isPinned = parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined;
    const problem = `image must have a tag or a digest, got ${show(reference)} as ${where}`;
    return new ContainerImage(reference, isPinned ? [] : [problem]);
  }

  /** @internal */
  public static _missing(problem: string): ContainerImage {
    return new ContainerImage('', [`image: ${problem}`]);
  }

  private readonly parsed: ImageReference | undefined;

  private constructor(
    /** The reference as it stands in the manifest. */
    public readonly reference: string,
    private readonly problems: readonly string[],
  ) {
    this.parsed = parseImageReference(reference);
  }

  /** The tag, where the reference has one. */
  public get tag(): string | undefined {
    return this.parsed?.tag;
  }

  /** The digest, where the reference is pinned to one. */
  public get digest(): string | undefined {
    return this.parsed?.digest;
  }

  /** Host of the registry; `docker.io` where the reference names none. */
  public get registry(): string | undefined {
    return this.parsed?.registry;
  }

  /** @internal */
  public _problems(): readonly string[] {
    if (this.problems.length > 0) return this.problems;
    const { parsed, reference } = this;
    if (parsed === undefined) {
      const hint = typeof reference === 'string' && reference.endsWith(':') ? '; its tag is empty' : '';
      return [
        `image must be '[registry/]repository[:tag][@sha256:digest]' with a lower-case repository, got ${show(reference)}${hint}`,
      ];
    }
    return isUnsetTag(parsed.tag)
      ? [`image has the tag ${show(parsed.tag)}, got ${show(reference)}; give a value to the variable that is its tag`]
      : [];
  }

  /** @internal */
  public _warnings(): readonly string[] {
    if (!this.parsed || this.parsed.digest !== undefined) return [];
    if (this.parsed.tag !== undefined && this.parsed.tag !== 'latest') return [];
    const what = this.parsed.tag === undefined ? 'has no tag, which means latest' : `has the tag 'latest'`;
    return [
      `image '${this.reference}' ${what}: pods started at different times may run different versions; name a version or a digest`,
    ];
  }
}

function underImage(problems: readonly string[]): string[] {
  return problems.map((problem) => under('image', problem));
}

/**
 * Checks an image that a caller without a type checker may have passed.
 */
export function checkImage(property: string, image: unknown): (string | undefined)[] {
  if (image instanceof ContainerImage)
    return [...image._problems()].map((problem) => problem.replace(/^image/, property));
  return [`${property} must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got ${show(image)}`];
}

/** The pull policy given, else the one that always gets the image that is meant: a digest can mean no other. */
export function pullPolicy(given: string | undefined, image: ContainerImage | undefined): string {
  return given ?? (image?.digest === undefined ? 'Always' : 'IfNotPresent');
}

/** The image, where it is one. */
export function asImage(image: unknown): ContainerImage | undefined {
  return image instanceof ContainerImage ? image : undefined;
}

/** A caller without a type checker may have left it out, and `undefined` would pass for a name. */
function repositoryProblems({ repository, tag, digest }: Partial<DockerHubImage>): (string | undefined)[] {
  return [
    typeof repository === 'string'
      ? undefined
      : `repository must be a text such as 'team/iris', got ${show(repository)}`,
    checkText('tag', tag),
    checkText('digest', digest),
  ];
}

/** What is no text has been noted, and is left out: a tag of `1.10` written as a number would be `1.1`. */
function join(registry: string, image: { readonly [part in keyof DockerHubImage]?: unknown }): string {
  const part = (prefix: string, value: unknown): string => (typeof value === 'string' ? `${prefix}${value}` : '');
  return `${part(registry, image.repository)}${part(':', image.tag)}${part('@', image.digest)}`;
}
