/** What an API server refuses of a change, and why. */
export interface UpdateRefusal {
  /** Where in the new version, as a JSON pointer. */
  readonly at: string;
  /** Whether the field cannot change in a live object; else the new version is wrong by itself. */
  readonly immutable: boolean;
  /** A lower-case sentence. Never a value of a Secret or of an environment variable. */
  readonly message: string;
  /** The way out, where one is known. */
  readonly fix?: string;
}

/** A field of the pod template that differs, so that pods are replaced. */
export interface RestartCause {
  /** Where in the object, as a JSON pointer: in the new version, or in the old one for what is gone. */
  readonly at: string;
  /** What stood there, in short; absent where nothing did. */
  readonly before?: string;
  /** What stands there now, in short; absent where nothing does. */
  readonly after?: string;
}

/** One difference in meaning. */
export interface UpdateChange {
  /** Where, as a JSON pointer: in the new version, or in the old one for what was removed. */
  readonly at: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What stood there, in short; absent where nothing did. Never what may be a secret. */
  readonly before?: string;
  /** What stands there now, in short; absent where nothing does. */
  readonly after?: string;
}

/** What an API server answers to a change of a live object, and what follows from it. */
export interface UpdateVerdict {
  /** Empty when the change is accepted. */
  readonly refused: readonly UpdateRefusal[];
  /** Whether the two versions differ in meaning: spelled-out defaults and equal quantities are no difference. */
  readonly changed: boolean;
  /** Whether pods of a Deployment, StatefulSet or DaemonSet are replaced. Never when the change is refused. */
  readonly restarts: boolean;
  /** Which fields of the pod template make them be replaced. */
  readonly restartCauses: readonly RestartCause[];
  /** The differences in meaning, in the order of their fields; items of a list are paired by what identifies them. */
  readonly changes: readonly UpdateChange[];
}

/** What a verdict depends on besides the two versions. */
export interface UpdateOptions {
  /**
   * What an API server refuses of an object by itself, asked about the new version as it would be stored.
   *
   * @default - the new version is taken to be valid
   */
  readonly validate?: (object: { [key: string]: unknown }) => readonly Pick<UpdateRefusal, 'at' | 'message' | 'fix'>[];
  /**
   * How the change is sent: `server-side` as by Flux or `kubectl apply --server-side` (one manager), `client-side` as by
   * `kubectl apply` and, unless told otherwise, Argo CD.
   *
   * @default 'server-side'
   */
  readonly apply?: 'server-side' | 'client-side';
}
