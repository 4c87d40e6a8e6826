/** A value that no manifest can hold, or that YAML or JSON would not carry unchanged. The message says where it is. */
export class UnwritableError extends Error {}
