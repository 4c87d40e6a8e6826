import { show } from '../private/show';

/** What is declared of the container runtime of the nodes, as data. */
export interface ContainerRuntimeFacts {
  readonly name: 'containerd' | 'cri-o';
  readonly major: number;
  readonly minor: number;
}

const VERSION = /^v?(\d{1,3})\.(\d{1,3})(\.\d{1,5})?([-+][0-9A-Za-z.+-]{1,60})?$/;

/**
 * What runs containers on the nodes, with its oldest version, as `kubectl get nodes -o wide` says it.
 *
 * @example
 * import { ClusterProfile, ContainerRuntime } from 'cdk8s-model-serving';
 *
 * const cluster = ClusterProfile.of({ kubernetesVersion: '1.33', containerRuntime: ContainerRuntime.containerd('2.1') });
 */
export class ContainerRuntime {
  /**
   * containerd (https://containerd.io/releases/).
   *
   * @param version oldest version among the nodes, for example `2.1` or `1.7.27`
   */
  public static containerd(version: string): ContainerRuntime {
    return new ContainerRuntime('containerd', version);
  }

  /**
   * CRI-O, whose versions are those of Kubernetes (https://github.com/cri-o/cri-o).
   *
   * @param version oldest version among the nodes, for example `1.34`
   */
  public static crio(version: string): ContainerRuntime {
    return new ContainerRuntime('cri-o', version);
  }

  private constructor(
    private readonly runtime: ContainerRuntimeFacts['name'],
    private readonly version: string,
  ) {}

  /** @internal */
  public _problem(property: string): string | undefined {
    if (typeof this.version === 'string' && VERSION.test(this.version)) return undefined;
    return `${property} must have a version such as '${this.runtime === 'containerd' ? '2.1' : '1.34'}', got ${show(this.version)}`;
  }

  /** @internal */
  public get _facts(): ContainerRuntimeFacts {
    const [, major, minor] = VERSION.exec(this.version) ?? [];
    return { name: this.runtime, major: Number(major), minor: Number(minor) };
  }
}

/** Checks a container runtime; a caller without a type checker may have passed anything. */
export function checkContainerRuntime(property: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof ContainerRuntime
    ? value._problem(property)
    : `${property} must be made by ContainerRuntime.containerd(version) or .crio(version), got ${show(value)}`;
}
