import type { RuntimeArgument } from './runtime-argument';

/**
 * How several pods of a runtime serve one model together: one of them leads and answers requests, the others work for it.
 * Arguments stand behind those of the runtime; none needs a shell, since the kubelet puts in what the group says.
 */
export interface RuntimeMultiNode {
  /**
   * Arguments of every pod, by which they find each other: `RuntimeValue.groupSize()`, `.nodeRank()` and
   * `.leaderAddress()`.
   */
  readonly args: RuntimeArgument[];

  /**
   * Arguments of the workers alone, behind the others: `--headless`, where they would listen for requests otherwise.
   *
   * @default - none
   */
  readonly workerArgs?: RuntimeArgument[];

  /** Port on which the leader waits for its workers, from 1 to 65535. No other one of the runtime. */
  readonly port: number;

  /**
   * Command in the image that succeeds as long as the leader of the pod's group is there: workers have no port that the
   * kubelet could ask. The leader's host is the variable `LWS_LEADER_ADDRESS`.
   *
   * @default - `python3` connects to the leader's `port`
   */
  readonly workerProbe?: string[];

  /**
   * Whether the leader becomes ready before there are workers. Otherwise workers that wait for it would wait for good.
   *
   * @default false
   */
  readonly leaderStartsAlone?: boolean;
}
