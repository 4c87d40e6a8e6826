import { PodSecurityLevel } from '../cluster/pod-security-level';
import { BASELINE_CAPABILITIES } from '../manifests/baseline-capabilities';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import type { JsonObject } from '../private/json';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';

/** What a server needs beyond the default, without leaving the Pod Security Standard `restricted`. */
export interface RestrictedSecurityOptions {
  /**
   * User id that the containers run as, not 0.
   *
   * @default - the id the runtime's image needs, else 10001
   */
  readonly user?: number;

  /**
   * Group id that the containers run as and that owns the volumes. It may be 0, the group that images made for OpenShift
   * give their files to: what the Pod Security Standards refuse is the user 0.
   *
   * @default - the id the runtime's image needs, else same as the user
   */
  readonly group?: number;

  /**
   * Whether the containers may write to their root filesystem. Prefer a volume for the directory that is written to.
   *
   * @default false
   */
  readonly writableRootFilesystem?: boolean;

  /**
   * Whether the token of the service account is mounted, for servers that talk to the Kubernetes API.
   *
   * @default false
   */
  readonly serviceAccountToken?: boolean;

  /**
   * First port that a non-root user may listen on (the sysctl `net.ipv4.ip_unprivileged_port_start`, which the Pod
   * Security Standards count as safe). For images that cannot be told to listen on 1024 or above.
   *
   * @default 1024
   */
  readonly unprivilegedPortStart?: number;
}

/** What a server needs whose user and groups the cluster chooses. */
export interface OpenShiftSecurityOptions {
  /**
   * Whether the containers may write to their root filesystem. The user that the cluster chooses owns nothing in the
   * image: prefer a volume for the directory that is written to.
   *
   * @default false
   */
  readonly writableRootFilesystem?: boolean;

  /**
   * Whether the token of the service account is mounted, for servers that talk to the Kubernetes API.
   *
   * @default false
   */
  readonly serviceAccountToken?: boolean;

  /**
   * First port that a non-root user may listen on (the sysctl `net.ipv4.ip_unprivileged_port_start`). For images that
   * cannot be told to listen on 1024 or above.
   *
   * @default 1024
   */
  readonly unprivilegedPortStart?: number;
}

/** What a server needs that only the Pod Security Standard `baseline` allows. */
export interface BaselineSecurityOptions extends RestrictedSecurityOptions {
  /**
   * Whether the containers run as root.
   *
   * @default false
   */
  readonly runAsRoot?: boolean;

  /**
   * Linux capabilities to keep, without the prefix `CAP_`; all others are dropped.
   *
   * @default - none
   */
  readonly capabilities?: string[];
}

/** The user and group of containers whose image does not ask for another one: above every id that a distribution uses. */
const DEFAULT_ID = 10001;

/**
 * * What the containers of a server may do. The one place where the default is relaxed: nothing is relaxed silently.
 *
 * @example
 * import { SecurityProfile } from 'cdk8s-model-serving';
 *
 * const security = SecurityProfile.restricted({ user: 1000, writableRootFilesystem: true });
 * const onOpenShift = SecurityProfile.openShift();
 */
export class SecurityProfile {
  /**
   * The default: non-root, no privilege escalation, no capabilities, seccomp `RuntimeDefault`, read-only root
   * filesystem. Passes the Pod Security Standard `restricted` with every option.
   *
   * @param options what differs
   */
  public static restricted(options: RestrictedSecurityOptions = {}): SecurityProfile {
    return new SecurityProfile(PodSecurityLevel.RESTRICTED, options);
  }

  /**
   * For images that insist on root or on a capability. A namespace that enforces `restricted` refuses such pods, so a
   * server in one is an error.
   *
   * @param options what differs
   */
  public static baseline(options: BaselineSecurityOptions = {}): SecurityProfile {
    return new SecurityProfile(PodSecurityLevel.BASELINE, options);
  }

  /**
   * For OpenShift, whose security context constraint `restricted-v2` refuses every fixed id: user, group and `fsGroup`
   * are left out, and the cluster fills in those of the namespace's range. Everything else is as in `restricted`. The
   * user is not known to the image: what it writes must be a volume, and what it reads must be readable by group 0
   * (https://www.redhat.com/en/blog/jupyter-on-openshift-part-6-running-as-an-assigned-user-id).
   *
   * Elsewhere nobody fills them in: the image's own user runs, and is refused when it is root or no number.
   *
   * @param options what differs
   */
  public static openShift(options: OpenShiftSecurityOptions = {}): SecurityProfile {
    const found = new Problems('');
    const given = optionsOf(found, options, 'OpenShiftSecurityOptions');
    return new SecurityProfile(PodSecurityLevel.RESTRICTED, given, found, true);
  }

  private readonly options: BaselineSecurityOptions;

  private constructor(
    /** The Pod Security Standard that the pods keep. */
    public readonly level: PodSecurityLevel,
    options: BaselineSecurityOptions,
    private readonly found = new Problems(''),
    /**
     * Whether the cluster chooses user and groups.
     *
     * @internal
     */
    public readonly _isAssigned = false,
  ) {
    this.options = optionsOf(this.found, options, 'BaselineSecurityOptions');
  }

  /** Whether the token of the service account is mounted. */
  public get mountsServiceAccountToken(): boolean {
    return this.options.serviceAccountToken === true;
  }

  /** Whether the containers run as root, whatever the image says. @internal */
  public get _isRoot(): boolean {
    return this.options.runAsRoot === true;
  }

  /** @internal */
  public _check(problems: Problems): void {
    const { user, group, unprivilegedPortStart, runAsRoot, capabilities } = this.options;
    const { writableRootFilesystem, serviceAccountToken } = this.options;
    const beyondRestricted = this.level === PodSecurityLevel.RESTRICTED && (runAsRoot || capabilities?.length);
    problems.addUnder('security', [
      ...this.found.sentences,
      checkOneOf('runAsRoot', runAsRoot, [true, false]),
      checkOneOf('writableRootFilesystem', writableRootFilesystem, [true, false]),
      checkOneOf('serviceAccountToken', serviceAccountToken, [true, false]),
      beyondRestricted
        ? 'runAsRoot and capabilities need SecurityProfile.baseline(...), got SecurityProfile.restricted(...)'
        : undefined,
      runAsRoot ? undefined : checkWholeNumber('user', user, 1),
      runAsRoot && user !== undefined && user !== 0
        ? `user must be left out with runAsRoot, got ${show(user)}`
        : undefined,
      checkWholeNumber('group', group, 0),
      checkWholeNumber('unprivilegedPortStart', unprivilegedPortStart, 0, 1024),
      ...(capabilities ?? []).map((name) =>
        BASELINE_CAPABILITIES.has(name)
          ? undefined
          : `capabilities must be among ${[...BASELINE_CAPABILITIES].join(', ')}, got ${show(name)}`,
      ),
    ]);
  }

  /** @internal */
  public _allowsPort(port: number): boolean {
    return (
      port >= (this.options.unprivilegedPortStart ?? 1024) ||
      this.options.runAsRoot === true ||
      (this.options.capabilities ?? []).includes('NET_BIND_SERVICE')
    );
  }

  /** @internal */
  public _podSecurityContext(imageUser: number | undefined, imageGroup?: number): JsonObject {
    const { runAsRoot = false, user = imageUser ?? DEFAULT_ID, unprivilegedPortStart } = this.options;
    const uid = runAsRoot ? 0 : user;
    // A group that goes with the image's user says nothing of another one.
    const gid = this.options.group ?? (uid === imageUser ? (imageGroup ?? uid) : uid);
    return {
      ...(this._isAssigned ? {} : { fsGroup: gid, runAsGroup: gid, runAsUser: uid }),
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsNonRoot: !runAsRoot,
      seccompProfile: { type: 'RuntimeDefault' },
      sysctls:
        unprivilegedPortStart === undefined
          ? undefined
          : [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(unprivilegedPortStart) }],
    };
  }

  /**
   * That of pods that only help a server, such as the Job of a smoke test: no more than they need, with ids from where
   * the server has them.
   *
   * @internal
   */
  public _ofHelpers(): SecurityProfile {
    return this._isAssigned ? SecurityProfile.openShift() : SecurityProfile.restricted();
  }

  /** @internal */
  public get _hasWritableRoot(): boolean {
    return this.options.writableRootFilesystem === true;
  }

  /** @internal */
  public _containerSecurityContext(writableRootFilesystem = this._hasWritableRoot): JsonObject {
    const { capabilities = [], runAsRoot = false } = this.options;
    return {
      allowPrivilegeEscalation: false,
      capabilities: { add: capabilities.length > 0 ? [...capabilities].sort() : undefined, drop: ['ALL'] },
      readOnlyRootFilesystem: !writableRootFilesystem,
      runAsNonRoot: !runAsRoot,
    };
  }
}
