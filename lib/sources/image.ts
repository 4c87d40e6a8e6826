import { asImage, checkImage, type ContainerImage, pullPolicy } from '../core/container-image';
import { checkMountPath } from '../private/mount-path';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { optionsOf } from '../private/shape';
import { checkPathInside } from './check-path-inside';
import { modelPathIn, VOLUME } from './download';
import { MODELS } from './download-options';
import { secondsFor } from './sizes';
import type { SourceContext, SourceDescription } from './source-facts';

/** An OCI image that holds the weights and is mounted as a volume. */
export interface ImageSourceOptions {
  /** The image. Nodes pull it, with the pull secrets of the server. */
  readonly image: ContainerImage;

  /**
   * Where the model is in the image, for example `models/llama-8b`, without `/` in front.
   *
   * @default - the image as a whole
   */
  readonly path?: string;

  /**
   * Directory that the image appears in.
   *
   * @default '/mnt/models'
   */
  readonly mountPath?: string;

  /**
   * Size of the weights, as a Kubernetes quantity: a rollout waits as much longer as pulling them takes at 125 MB/s, and
   * the start may take as much longer as reading them takes.
   *
   * @default - not known
   */
  readonly size?: string;
}

/** Where image volumes are on by default; the gate ImageVolume has to be switched on from `gated` on (KEP-4639). */
const KUBERNETES = { gated: 31, on: 35 };

/** https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/ */
const RUNTIMES: { readonly [name: string]: readonly [major: number, minor: number] } = {
  containerd: [2, 1],
  'cri-o': [1, 31],
};

export function image(options: ImageSourceOptions): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'ImageSourceOptions');
  const { path = '', mountPath = MODELS, size } = given;
  found.add(
    checkImage('image', given.image),
    checkPathInside('path', given.path),
    checkMountPath('mountPath', mountPath),
    checkBytes('size', size),
  );
  const weights = asImage(given.image);
  const seconds = secondsFor(size);
  return {
    factory: 'image',
    problems: found.sentences,
    warnings: (weights?._warnings() ?? []).map((warning) => `source ${warning}`),
    size,
    facts: (context) => ({
      // No subPath: containerd 2.1 mounts the whole image all the same, without a word (containerd/containerd#11578).
      modelPath: modelPathIn(mountPath, path),
      volume: {
        name: VOLUME,
        mountPath,
        image: { pullPolicy: pullPolicy(undefined, weights), reference: weights?.reference ?? '' },
      },
      // The kubelet pulls it before any container starts, while no probe runs but a rollout's deadline does.
      isFetched: true,
      fetchSeconds: seconds,
      readSeconds: seconds ?? 0,
      problems: [...versionProblems(context), ...runtimeProblems(context)],
    }),
  };
}

function versionProblems({ kubernetesMinor }: SourceContext): string[] {
  if (kubernetesMinor >= KUBERNETES.on) return [];
  const gate =
    kubernetesMinor >= KUBERNETES.gated ? ', where the feature gate ImageVolume is off unless someone has set it' : '';
  return [
    `image needs Kubernetes 1.${KUBERNETES.on}, got 1.${kubernetesMinor} from the cluster profile${gate}; download the weights once by a ModelCache, or take them from a claim (ModelSource.claim(...))`,
  ];
}

function runtimeProblems({ containerRuntime }: SourceContext): string[] {
  if (!containerRuntime) return [];
  const { name, major, minor } = containerRuntime;
  const [wantedMajor, wantedMinor] = RUNTIMES[name] ?? [0, 0];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return [];
  return [
    `image needs ${name} ${wantedMajor}.${wantedMinor}, got ${major}.${minor} from the cluster profile; download the weights once by a ModelCache, or take them from a claim (ModelSource.claim(...))`,
  ];
}
