import { ANY_HOST } from './common';
import { RuntimePortRole } from './runtime-port-role';

/** What a value may be made of: the ports of the runtime and the server that it is part of. */
export interface ValueContext {
  readonly ports: { readonly [role in RuntimePortRole]?: number };
  readonly tensorParallelism: number;
  readonly pipelineParallelism: number;
  readonly dataParallelism: number;
  readonly shutdownSeconds: number;
  readonly startupSeconds: number;
}

/** What a value says about the server: whoever sets it past the definition parts the container from the rest. */
export type Meaning =
  | 'host'
  | RuntimePortRole
  | 'tensorParallelism'
  | 'pipelineParallelism'
  | 'dataParallelism'
  | 'group'
  | 'shutdown'
  | 'startup';

/** Variables that the controller of a group gives to all of its containers (kubernetes-sigs/lws v0.10.0, api/leaderworkerset/v1). */
export const GROUP_VARIABLES = {
  size: 'LWS_GROUP_SIZE',
  rank: 'LWS_WORKER_INDEX',
  leader: 'LWS_LEADER_ADDRESS',
} as const;

/**
 * A value of an argument or environment variable of a runtime: a text, or what the server decides that the runtime is
 * part of. What a server decides is stated there alone, and cannot be set past it.
 *
 * @example
 * import { RuntimeValue } from 'cdk8s-model-serving';
 *
 * const env = { HOST: RuntimeValue.host(), PORT: RuntimeValue.port(), MODEL_ROOT: RuntimeValue.text('/mnt/models') };
 */
export class RuntimeValue {
  /**
   * A text.
   *
   * @param text the value
   */
  public static text(text: string): RuntimeValue {
    return new RuntimeValue(() => text, [], text);
  }

  /** The address to listen on: `0.0.0.0`, every address of the pod. Probes and Services never come by localhost. */
  public static host(): RuntimeValue {
    return new RuntimeValue(() => ANY_HOST, ['host']);
  }

  /**
   * A port of the runtime.
   *
   * @param role which one; that of HTTP by default
   */
  public static port(role: RuntimePortRole = RuntimePortRole.HTTP): RuntimeValue {
    return new RuntimeValue(({ ports }) => ports[role]?.toString(), [role]);
  }

  /**
   * Address and port in one: `0.0.0.0:8080`.
   *
   * @param role which port; that of HTTP by default
   */
  public static address(role: RuntimePortRole = RuntimePortRole.HTTP): RuntimeValue {
    return new RuntimeValue(({ ports }) => `${ANY_HOST}:${ports[role] ?? ''}`, ['host', role]);
  }

  /** The number of accelerators that each layer of the model is split over. Left out where the server has none. */
  public static tensorParallelism(): RuntimeValue {
    const shown = ({ tensorParallelism }: ValueContext): string | undefined =>
      tensorParallelism === 0 ? undefined : String(tensorParallelism);
    return new RuntimeValue(shown, ['tensorParallelism']);
  }

  /** The number of groups of layers that follow each other. Left out where it is one, and where the server has no accelerators. */
  public static pipelineParallelism(): RuntimeValue {
    const shown = ({ pipelineParallelism }: ValueContext): string | undefined =>
      pipelineParallelism > 1 ? String(pipelineParallelism) : undefined;
    return new RuntimeValue(shown, ['pipelineParallelism'], undefined, '1');
  }

  /** The number of copies of the model in a pod, `parallelism.data`. Left out where it is one. */
  public static dataParallelism(): RuntimeValue {
    const shown = ({ dataParallelism }: ValueContext): string | undefined =>
      dataParallelism > 1 ? String(dataParallelism) : undefined;
    return new RuntimeValue(shown, ['dataParallelism'], undefined, '1');
  }

  /** Pods of the group that serves the model together, the leader included. For `multiNode` of a runtime alone. */
  public static groupSize(): RuntimeValue {
    return new RuntimeValue(() => variable(GROUP_VARIABLES.size), ['group']);
  }

  /** Which pod of the group it is: 0 is the leader. For `multiNode` of a runtime alone. */
  public static nodeRank(): RuntimeValue {
    return new RuntimeValue(() => variable(GROUP_VARIABLES.rank), ['group']);
  }

  /**
   * Name of the leader's host. For `multiNode` of a runtime alone.
   *
   * @param port port behind it, as `leader:20000`; none by default
   */
  public static leaderAddress(port?: number): RuntimeValue {
    const address = variable(GROUP_VARIABLES.leader);
    return new RuntimeValue(() => (port === undefined ? address : `${address}:${port}`), ['group']);
  }

  /** Seconds that the server is given to finish its requests after SIGTERM: `drain.shutdown`. */
  public static shutdownSeconds(): RuntimeValue {
    return new RuntimeValue(({ shutdownSeconds }) => String(shutdownSeconds), ['shutdown']);
  }

  /** Seconds that the server is given to load the model: `health.startupBudget`. */
  public static startupSeconds(): RuntimeValue {
    return new RuntimeValue(({ startupSeconds }) => String(startupSeconds), ['startup']);
  }

  private constructor(
    /** @internal */
    public readonly _render: (context: ValueContext) => string | undefined,
    /** @internal */
    public readonly _means: readonly Meaning[],
    /** The text as it was given. @internal */
    public readonly _text?: unknown,
    /** What it is where it is left out. @internal */
    public readonly _usual?: string,
  ) {}
}

/** The kubelet puts the value in its place, without a shell that would stand between it and the server. */
function variable(name: string): string {
  return `$(${name})`;
}
