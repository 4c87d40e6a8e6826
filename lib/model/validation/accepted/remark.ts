/** Something that a server accepts, and that is hardly meant so. */
export interface Remark {
  /** JSON pointer to the value in the manifest; to where it would be when it is missing. */
  readonly at: string;
  /** What comes of it. Never holds values of the environment. */
  readonly message: string;
  /**
   * The way out.
   *
   * @default - the message says it all
   */
  readonly fix?: string;
  /**
   * Which versions it is true of, where the version of the cluster is not declared.
   *
   * @default - the declared one, or all
   */
  readonly versions?: string;
}
