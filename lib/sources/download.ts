import type { EgressProxy } from '../core/egress-proxy';
import { CidrPeer } from '../core/network-peer';
import { peerOfUrl, portOfUrl } from '../core/url-peer';
import type { ReadDownload } from './download-options';
import type {
  Download,
  SourceAccess,
  SourceContext,
  SourceDescription,
  SourceEgress,
  SourceFacts,
} from './source-facts';

/** What a source says of its download beyond the options that all share. */
export interface DownloadParts {
  readonly factory: string;
  readonly problems: readonly string[];
  readonly warnings?: readonly string[];
  readonly options: ReadDownload;
  /** Whom the download comes from; the internet where a URL does not say it. */
  readonly endpoint?: URL;
  /** Who gives credentials: reached without a proxy. */
  readonly credentialServers?: readonly SourceEgress[];
  readonly access?: Omit<SourceAccess, 'egress'>;
  /** The hub that many download from, which answers less the more do; nothing for one's own store. */
  readonly publicHub?: string;
  /** What decides which bytes are fetched. */
  readonly identity: readonly string[];
  command(directory: string): string[];
  readonly file?: string;
  readonly env?: { readonly [name: string]: string };
  readonly envFromSecrets?: Download['envFromSecrets'];
  readonly secrets?: SourceDescription['secrets'];
  readonly serverEnv?: SourceDescription['env'];
}

/** Name of the volume with the weights, in every pod. */
export const VOLUME = 'model-source';

/** A source whose weights an init container downloads into a volume of each pod. */
export function downloaded(parts: DownloadParts): SourceDescription {
  const { options, access, file = '' } = parts;
  const { size, seconds, mountPath, image, cpu, memory } = options;
  const download = ({ egressProxy }: Pick<SourceContext, 'egressProxy'>): Download => ({
    ...access,
    image,
    cpu,
    memory,
    seconds,
    file,
    identity: parts.identity,
    command: (directory) => parts.command(directory).map(literal),
    env: withLiterals({ ...parts.env, ...(isThroughProxy(parts) ? egressProxy?._env : undefined) }),
    envFromSecrets: parts.envFromSecrets ?? {},
    egress: [...egressOf(parts, egressProxy), ...(parts.credentialServers ?? [])],
  });
  return {
    factory: parts.factory,
    problems: parts.problems,
    warnings: parts.warnings ?? [],
    size,
    volumeSize: options.volumeSize,
    secrets: parts.secrets,
    env: parts.serverEnv,
    annotatesServiceAccount: Object.keys(access?.serviceAccountAnnotations ?? {})[0],
    download,
    facts: (context): SourceFacts => {
      const { env, envFromSecrets, ...its } = download(context);
      return {
        modelPath: modelPathIn(mountPath, file),
        volume: { name: VOLUME, mountPath, emptyDir: { sizeLimit: options.volumeSize } },
        container: {
          name: 'download-model',
          image,
          command: its.command(mountPath),
          env,
          envFromSecrets,
          cpu,
          memory,
          writes: true,
        },
        env: parts.serverEnv,
        access: its,
        isFetched: true,
        fetchSeconds: seconds,
        readSeconds: seconds ?? 0,
        warnings: manyDownloads(parts, context.pods),
      };
    },
  };
}

/** Where a model is below a directory. */
export function modelPathIn(directory: string, path: string): string {
  return path === '' ? directory : `${directory}/${path}`;
}

function egressOf({ options, endpoint }: DownloadParts, proxy: EgressProxy | undefined): SourceEgress[] {
  if (options.egress) return options.egress.map((peer) => ({ peer }));
  const peer = endpoint ? peerOfUrl(endpoint) : 'unknown';
  if (peer === 'neighbours') return [];
  if (peer !== 'unknown') return [{ peer }];
  const proxyPeer = proxy?._peer;
  if (proxyPeer) return [{ peer: proxyPeer }];
  return [{ peer: CidrPeer.internet(), ports: [endpoint ? portOfUrl(endpoint) : 443] }];
}

/** What is inside of the cluster, or named by its address, is reached straight. */
function isThroughProxy({ options, endpoint }: DownloadParts): boolean {
  return options.egress === undefined && (!endpoint || peerOfUrl(endpoint) === 'unknown');
}

function manyDownloads({ publicHub, options: { size = 'the weights' } }: DownloadParts, pods: number): string[] {
  if (publicHub === undefined || pods < 2) return [];
  return [
    `source downloads ${size} from ${publicHub} for each of ${pods} pods and for each that takes the place of one, and hubs answer one address only so often; download once by a ModelCache, or take the weights from a claim or an image (ModelSource.claim(...), .image(...))`,
  ];
}

/** Kubernetes replaces `$(NAME)` in commands and variables, and `$$` by `$`. */
function literal(text: string): string {
  return text.replace(/\$(?=[($])/g, '$$$$');
}

function withLiterals(env: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, literal(value)]));
}
