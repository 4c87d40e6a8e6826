import { posix } from 'node:path';
import type { SecurityProfile } from '../core/security-profile';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { AcceleratorPlan } from './accelerator-plan';
import type { Environment } from './environment';
import { extraContainersOf } from './extra-containers';
import { FileMount } from './file-mount';
import { about, type Place, type PlanWarning } from './plan-warning';
import type { ServerOptions } from './server-options';
import { ServerVolume } from './server-volume';

/**
 * A name for a user that the image may not know. PyTorch and vLLM name caches after the user, and stop with `getpwuid():
 * uid not found` where neither a variable nor the image's /etc/passwd tells it (Python's `getpass.getuser`; with vLLM:
 * https://github.com/kserve/kserve/issues/5666). Only with an accelerator: there they run.
 */
export function withUserName(
  facts: RuntimeFacts,
  accelerator: AcceleratorPlan | undefined,
  security: SecurityProfile,
): RuntimeFacts {
  const { runAsUser } = security._podSecurityContext(facts.uid);
  if (!accelerator || security._isRoot || (facts.uid !== undefined && runAsUser === facts.uid)) return facts;
  return { ...facts, env: { USER: 'nonroot', ...facts.env } };
}

/** What is below root's home. Images have it with mode 0700: others do not even get through to what is mounted there. */
const BELOW_ROOT = /^\/root\/./;

/** Paths below root's home in a server that runs as somebody else. */
export function rootHomeWarnings(options: ServerOptions, facts: RuntimeFacts, isRoot: boolean): PlanWarning[] {
  if (isRoot) return [];
  const containers: { property: string; container: Mounting; place: Place }[] = [
    { property: '', container: options, place: ['container'] },
    ...extraContainersOf(options).map(({ property, container }) => ({
      property: `${property}.`,
      container,
      place: ['pod', 'initContainers', container.name] as const,
    })),
  ];
  const paths: NamedPath[] = [
    ...(facts.writablePaths ?? []).map(({ path }): NamedPath => [
      'runtime writablePaths',
      path,
      'container',
      'volumeMounts',
    ]),
    ...containers.flatMap(({ property, container, place }) => pathsOf(property, container, place)),
  ];
  return paths
    .filter(([, path]) => BELOW_ROOT.test(path))
    .map(([named, path, ...place]) => ({
      text: `${named} is below /root, got ${show(path)}: images have that directory with mode 0700, and only root gets through it; choose a path elsewhere, such as ${show(path.replace('/root/', '/tmp/'))}`,
      about: [place],
    }));
}

/** What names a path, the path, and where that stands. */
type NamedPath = readonly [named: string, path: string, ...place: Place];

interface Mounting {
  readonly volumes?: readonly ServerVolume[];
  readonly files?: readonly FileMount[];
  readonly env?: { readonly [name: string]: unknown };
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The paths that a container names, each with what names it. What is of another type is reported where it is checked. */
function pathsOf(property: string, { volumes, files, env, command, args }: Mounting, place: Place): NamedPath[] {
  type Named = readonly [named: string, value: unknown, ...steps: string[]];
  const listed = (list: string, values: readonly unknown[] = [], end = '', field = list): Named[] =>
    values.map((value, index) => [`${property}${list}[${index}]${end}`, value, field]);
  const mounts = (list: string, values: readonly unknown[] = []): Named[] =>
    listed(
      list,
      values.map((value) => (isMount(value) ? value.mountPath : undefined)),
      '.mountPath',
      'volumeMounts',
    );
  const named: Named[] = [
    ...mounts('volumes', volumes),
    ...mounts('files', files),
    ...Object.entries(env ?? {}).map(([name, value]): Named => [`${property}env['${name}']`, value, 'env', name]),
    ...listed('command', command),
    ...listed('args', args),
  ];
  return named.flatMap(([where, value, ...steps]): NamedPath[] =>
    // What stands behind a flag: `--download-dir=/models`.
    typeof value === 'string' ? [[where, value.replace(/^--?[-\w.]+=/, ''), ...place, ...steps]] : [],
  );
}

function isMount(value: unknown): value is ServerVolume | FileMount {
  return value instanceof ServerVolume || value instanceof FileMount;
}

/** Where the hub's client keeps what it downloads, the first that is set: https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables */
const CACHES = ['HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME', 'HOME'];
/** Variables that say that a model is downloaded. */
const DOWNLOADS =
  /^(HF_TOKEN|HUGGING_FACE_HUB_TOKEN|HUGGINGFACEHUB_API_TOKEN|HF_MODEL_ID|MODEL_ID|MODEL_NAME_OR_PATH)$/;

/** A server that likely downloads its model into the small `/tmp` that every server has. */
export function downloadWarnings(
  options: ServerOptions,
  variables: Environment,
  accelerator: AcceleratorPlan | undefined,
  tmp: { readonly isDefault: boolean; readonly size: string; readonly mountPaths: readonly string[] },
): PlanWarning[] {
  // What a source brings needs no download by the server.
  if (options.source !== undefined) return [];
  const hasStorage = (options.volumes ?? []).some((volume) => isMount(volume) && volume._memorySize === undefined);
  const downloads = [...variables.keys()].find((name) => DOWNLOADS.test(name));
  if (!tmp.isDefault || hasStorage || (!accelerator && downloads === undefined)) return [];
  const cache = cacheOf(variables);
  if (cache === undefined || nearestMount(cache, tmp.mountPaths) !== '/tmp') return [];
  const why = downloads === undefined ? 'a model that it downloads' : `what ${downloads} lets it download`;
  return about(
    [
      `${why} goes to ${show(cache)} and evicts the pod above the ${tmp.size} of /tmp; mount ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit }), or a volume that HF_HOME leads to`,
    ],
    ['pod', 'volumes'],
    ['container', 'volumeMounts'],
    ...[...CACHES, ...(downloads === undefined ? [] : [downloads])].map((name): Place => ['container', 'env', name]),
  );
}

function cacheOf(variables: Environment): string | undefined {
  const name = CACHES.find((each) => variables.has(each));
  const path = name === undefined ? undefined : valueIn(variables, name);
  return path?.startsWith('/') ? posix.normalize(name === 'HOME' ? `${path}/.cache` : path) : undefined;
}

/** The value of a variable, those of others in it put in; nothing where it comes from elsewhere. */
export function valueIn(variables: Environment, name: string): string | undefined {
  const valueOf = (each: string): string | undefined => {
    const value = variables.get(each)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return valueOf(name)?.replace(/\$\(([-._a-zA-Z0-9]+)\)/g, (whole, other: string) => valueOf(other) ?? whole);
}

/** The deepest of the mounts that a path is below. */
function nearestMount(path: string, mountPaths: readonly string[]): string | undefined {
  return mountPaths
    .filter((mount) => path === mount || path.startsWith(`${mount}/`))
    .sort((a, b) => b.length - a.length)[0];
}
