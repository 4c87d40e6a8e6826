import { show } from '../private/show';
import { valueIn } from './home';
import { about, type Place, type PlanWarning } from './plan-warning';
import { needsWritableRoot } from './read-only-root';
import { ARGUMENTS } from './server-warnings';
import type { ServerPlan } from './server-plan';

/**
 * How servers are told to run the code of a model's repository: vLLM, SGLang and TGI spell the flag with dashes,
 * trtllm-serve with underscores (https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve/trtllm-serve.html).
 */
const FLAG = /^--trust[-_]remote[-_]code$/;
const FLAG_OFF = /^(false|0)$/i;
/** The same for TGI (launcher/src/main.rs). */
const VARIABLE = 'TRUST_REMOTE_CODE';

/**
 * Where transformers copies that code to before it runs it, of a directory as of a repository: the first variable that is
 * set, each with the rest of the path (`HF_MODULES_CACHE` in transformers/utils/hub.py, `HF_HOME` in
 * huggingface_hub/constants.py).
 */
const MODULES = [
  ['HF_MODULES_CACHE', ''],
  ['HF_HOME', '/modules'],
  ['XDG_CACHE_HOME', '/huggingface/modules'],
  ['HOME', '/.cache/huggingface/modules'],
] as const;

/** Code of a model that would be copied to where nothing can be written. */
export function remoteCodeWarnings(plan: Omit<ServerPlan, 'warnings'>): PlanWarning[] {
  const asked = askedBy(plan);
  if (asked === undefined || plan.security._hasWritableRoot || needsWritableRoot(plan)) return [];
  const directory = modulesOf(plan);
  if (directory === undefined || isWritable(plan, directory)) return [];
  return about(
    [
      `${asked} has the model's code copied to ${show(directory)}, where nothing can be written; set env['HF_MODULES_CACHE'] to '/tmp/modules', or mount a volume there`,
    ],
    ...ARGUMENTS,
    ['container', 'volumeMounts'],
    ['container', 'securityContext'],
    ...[VARIABLE, ...MODULES.map(([name]) => name)].map((name): Place => ['container', 'env', name]),
  );
}

/** What asks for it. */
function askedBy(plan: Omit<ServerPlan, 'warnings'>): string | undefined {
  const value = valueIn(plan.environment.variables, VARIABLE);
  return flagOf(plan) ?? (value !== undefined && /^(true|1)$/i.test(value) ? VARIABLE : undefined);
}

function flagOf({ props, facts }: Omit<ServerPlan, 'warnings'>): string | undefined {
  const own = props.command && facts.command ? [] : (facts.args ?? []);
  const words: readonly unknown[] = [...(props.command ?? facts.command ?? []), ...own, ...(props.args ?? [])];
  return words.find((word, index): word is string => {
    if (typeof word !== 'string') return false;
    const [name, value = words[index + 1]] = word.split('=', 2);
    return FLAG.test(name) && !FLAG_OFF.test(String(value));
  });
}

/** Nothing where a value comes from elsewhere. */
function modulesOf({ environment: { variables } }: Omit<ServerPlan, 'warnings'>): string | undefined {
  const found = MODULES.find(([name]) => variables.has(name));
  const start = found && valueIn(variables, found[0]);
  return start?.startsWith('/') ? `${start.replace(/\/+$/, '')}${found?.[1] ?? ''}` : undefined;
}

/** Whether the deepest of the mounts that a directory is below takes writes. */
function isWritable({ volumes: { mounts } }: Omit<ServerPlan, 'warnings'>, directory: string): boolean {
  const around = mounts
    .filter(({ mountPath }) => `${directory}/`.startsWith(`${String(mountPath).replace(/\/+$/, '')}/`))
    .sort((a, b) => String(b.mountPath).length - String(a.mountPath).length);
  return around.length > 0 && around[0].readOnly !== true;
}
