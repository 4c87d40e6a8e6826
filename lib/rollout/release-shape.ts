import { struct } from '../private/shape';
import type { ServerOptions } from '../server/server-options';
import { OPTIONS } from '../server/server-shape';
import type { VersionOptions } from './version-options';

/** The shape of what both versions of a release share. */
export const SERVER_OPTIONS = struct<ServerOptions>(OPTIONS);

const { autoscaling, resources, health, drain, placement, initContainers, sidecars } = OPTIONS;
const { env, envFromSecrets, envFromConfigMaps, files, volumes, labels, podAnnotations, overrides } = OPTIONS;

/** The shape of one version. */
export const VERSION_OPTIONS = struct<VersionOptions>({
  image: 'any',
  replicas: 'any',
  autoscaling,
  resources,
  runtime: 'any',
  command: OPTIONS.command,
  args: OPTIONS.args,
  health,
  drain,
  rollout: 'any',
  files,
  volumes,
  initContainers,
  sidecars,
  placement,
  security: 'any',
  metrics: 'any',
  env,
  envFromSecrets,
  envFromConfigMaps,
  labels,
  podAnnotations,
  overrides,
});
