import type { IConstruct } from 'constructs';
import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import { checkMountPath } from '../private/mount-path';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { optionsOf } from '../private/shape';
import { checkPathInside } from './check-path-inside';
import { ClaimAccessMode } from './claim-access-mode';
import { modelPathIn, VOLUME } from './download';
import { MODELS } from './download-options';
import { secondsFor } from './sizes';
import type { SourceContainer, SourceDescription } from './source-facts';

/** A PersistentVolumeClaim that has the weights. */
export interface ClaimOptions {
  /** Name of the claim, in the server's namespace. */
  readonly name: string;

  /**
   * Where the model is in the claim, for example `llama-8b`: a directory or a file, without `/` in front.
   *
   * @default - the claim as a whole
   */
  readonly path?: string;

  /**
   * Whether the server may only read it.
   *
   * @default true
   */
  readonly readOnly?: boolean;

  /**
   * How many may use the claim, as it says. Several pods need one for many.
   *
   * @default - not known
   */
  readonly accessMode?: ClaimAccessMode;

  /**
   * Directory that the claim appears in.
   *
   * @default '/mnt/models'
   */
  readonly mountPath?: string;

  /**
   * Size of the weights, as a Kubernetes quantity: the start may take as much longer as reading them takes at 125 MB/s.
   *
   * @default - not known: the start is what the server says
   */
  readonly size?: string;
}

/** What fills a claim, and what servers of the weights have to know of it. */
export interface FilledClaim extends Pick<SourceDescription, 'env' | 'secrets'> {
  /** Whose claim it is: only servers of its namespace find it. */
  readonly owner: IConstruct;
  /** Waits until the weights are there. */
  readonly container: SourceContainer;
  readonly seconds: number | undefined;
}

export function claim(options: ClaimOptions, filled?: FilledClaim): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'ClaimOptions');
  const { name = '', path = '', readOnly = true, accessMode, mountPath = MODELS, size } = given;
  found.add(
    checkObjectName('name', name),
    checkPathInside('path', given.path),
    checkOneOf('readOnly', readOnly, [true, false]),
    checkOneOf('accessMode', accessMode, Object.values(ClaimAccessMode)),
    checkMountPath('mountPath', mountPath),
    checkBytes('size', size),
    !readOnly && accessMode === ClaimAccessMode.READ_ONLY_MANY
      ? `readOnly must be true for a claim that can only be read, got false; leave it out`
      : undefined,
  );
  return {
    factory: 'claim',
    problems: found.sentences,
    warnings: [],
    size,
    secrets: filled?.secrets,
    owner: filled?.owner,
    facts: ({ pods }) => ({
      modelPath: modelPathIn(mountPath, path),
      volume: { name: VOLUME, mountPath, claimName: name, isWritten: !readOnly },
      container: filled?.container,
      env: filled?.env,
      isFetched: filled !== undefined,
      fetchSeconds: filled?.seconds,
      readSeconds: secondsFor(size) ?? 0,
      problems: manyUsers(name, accessMode, readOnly, pods),
    }),
  };
}

function manyUsers(name: string, mode: ClaimAccessMode | undefined, readOnly: boolean, pods: number): string[] {
  if (pods < 2) return [];
  if (!readOnly) {
    return [
      `readOnly must be true where several pods mount the claim '${name}', which would each write to it, got false for ${pods} pods; leave it out, or run one replica`,
    ];
  }
  if (mode === ClaimAccessMode.READ_WRITE_ONCE || mode === ClaimAccessMode.READ_WRITE_ONCE_POD) {
    return [
      `accessMode must be one for many where several pods mount the claim '${name}', got '${mode}' for ${pods} pods, which waits on all nodes but one; make the claim ${ClaimAccessMode.READ_WRITE_MANY} or ${ClaimAccessMode.READ_ONLY_MANY}, or run one replica`,
    ];
  }
  return [];
}
