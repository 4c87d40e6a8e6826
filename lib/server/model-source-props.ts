import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { ClusterProfile } from '../core/cluster-profile';
import { ContainerImage } from '../core/container-image';
import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { ModelSource } from '../sources/model-source';
import type { SourceContainer, SourceDescription, SourceFacts } from '../sources/source-facts';
import type { ExtraContainer } from './extra-container';
import { groupSizeOf } from './group/group-plan';
import type { ModelServerProps } from './server-options';
import { ServerVolume } from './server-volume';

/** The props of a server with what its source of weights brings, and the facts of the source. */
export interface SourcedProps {
  readonly props: ModelServerProps;
  readonly source?: SourceFacts;
}

/**
 * Adds what a source brings to what the user says, so that both are checked and rendered alike: an init container before
 * the user's own, a volume, variables, labels of the pods. Without a source the props are as they were.
 */
export function withSource(problems: Problems, server: IConstruct, props: ModelServerProps): SourcedProps {
  const { source } = props;
  if (source === undefined) return { props };
  if (!(source instanceof ModelSource)) {
    problems.add(`source must be made by ModelSource.huggingFace(...), .claim(...) or its like, got ${show(source)}`);
    return { props };
  }
  const profile = ClusterProfile.find(server);
  const { _description: description } = source;
  problems.addUnder('source', description.problems);
  if (description.problems.length > 0) return { props };
  const facts = source._facts({
    kubernetesMinor: profile._minor,
    containerRuntime: profile._containerRuntime,
    egressProxy: profile._egressProxy,
    pods: mostPods(props),
  });
  problems.addUnder('source', facts.problems ?? []);
  problems.add(
    literalSecrets(props, description),
    accountProblem(props, description),
    pathProblems(props, facts),
    ownerProblem(server, description),
  );
  return { props: merged(props, facts), source: facts };
}

/** The most pods in steady state. What is no number is noted where it is read. */
function mostPods({ replicas = 2, autoscaling, group }: ModelServerProps): number {
  const most: unknown = autoscaling ? autoscaling.maxReplicas : replicas;
  return typeof most === 'number' && most > 0 ? most * (groupSizeOf(group) ?? 1) : 0;
}

function merged(props: ModelServerProps, { volume, container, env, podAnnotations }: SourceFacts): ModelServerProps {
  const mounted = volume && ServerVolume._of(volume.name, volume.mountPath, volume);
  return {
    ...props,
    ...(container && {
      initContainers: [extraOf(container, mounted), ...(props.initContainers ?? [])],
    }),
    ...(mounted && { volumes: [volume.isWritten ? mounted : mounted.asReadOnly(), ...(props.volumes ?? [])] }),
    ...(env && { env: { ...unlessGiven(props, env), ...props.env } }),
    ...(podAnnotations && { podAnnotations: { ...podAnnotations, ...props.podAnnotations } }),
  };
}

/** A user may give a variable in any way, and wins. */
function unlessGiven(
  { envFromSecrets, envFromConfigMaps }: ModelServerProps,
  env: { readonly [name: string]: string },
): { [name: string]: string } {
  const isGiven = (name: string): boolean =>
    Object.hasOwn(envFromSecrets ?? {}, name) || Object.hasOwn(envFromConfigMaps ?? {}, name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isGiven(name)));
}

function extraOf(container: SourceContainer, volume: ServerVolume | undefined): ExtraContainer {
  const { name, image, command, env, envFromSecrets, cpu, memory, writes } = container;
  return {
    name,
    image: ContainerImage.of(image),
    command: [...command],
    env,
    envFromSecrets,
    resources: { cpu, memory },
    volumes: volume ? [writes ? volume : volume.asReadOnly()] : [],
  };
}

/** Only other variables' values: nothing of them stands in the manifest here. */
const REFERENCES = /^(\$\([-._a-zA-Z0-9]+\))+$/;

function literalSecrets({ env }: ModelServerProps, { secrets = {} }: SourceDescription): string[] {
  return sortedEntries<unknown>(env).flatMap(([name, value]) =>
    Object.hasOwn(secrets, name) && typeof value === 'string' && !REFERENCES.test(value)
      ? [
          `env must not hold a secret, whose value stands in the manifest for everyone to read, got ${show(name)}; set ${secrets[name]} of the source to a SecretKeyRef, which is where the weights are fetched`,
        ]
      : [],
  );
}

function accountProblem(
  { serviceAccount }: ModelServerProps,
  { annotatesServiceAccount: annotation, factory }: SourceDescription,
): string | undefined {
  if (!serviceAccount || annotation === undefined) return undefined;
  return `source annotates the service account with ${show(annotation)}, and serviceAccount is made elsewhere, got ${show(serviceAccount.name)}; annotate that one and leave the identity of ModelSource.${factory}(...) out`;
}

/** Pods find claims in their own namespace only. */
function ownerProblem(server: IConstruct, { owner }: SourceDescription): string | undefined {
  if (!owner) return undefined;
  const [here, there] = [chartOf(server), chartOf(owner)].map(({ namespace }) => namespace);
  return here === there && owner.node.root === server.node.root
    ? undefined
    : `source must be of the server's namespace, ${show(here)}, got '${owner.node.path}' of ${show(there)}; declare the cache where the server is`;
}

/** Two things at one path hide each other. */
function pathProblems({ volumes = [], files = [] }: ModelServerProps, { volume }: SourceFacts): string[] {
  if (!volume) return [];
  const { mountPath } = volume;
  return [...volumes.map((one) => ['volumes', one] as const), ...files.map((one) => ['files', one] as const)].flatMap(
    ([property, one]) =>
      (one as { readonly mountPath?: unknown } | undefined)?.mountPath === mountPath
        ? [
            `${property} must not be mounted where the source's weights are, got ${show(mountPath)} twice; mount it elsewhere, or set mountPath of the source`,
          ]
        : [],
  );
}

/** Weights that many download, or that are not the same tomorrow. */
export function sourceWarnings({ source }: ModelServerProps, facts: SourceFacts | undefined): string[] {
  if (!facts || !(source instanceof ModelSource)) return [];
  return [...source._warnings(), ...(facts.warnings ?? [])];
}
