import type { IConstruct } from 'constructs';

const KEY = 'cdk8s-model-serving:warning';

/** Notes something on a construct that is legal but likely not meant; `ServingApp` prints it at synthesis. */
export function warn(construct: IConstruct, message: string): void {
  construct.node.addMetadata(KEY, message);
}

/** The warnings noted on one construct. */
export function warningsOn(construct: IConstruct): string[] {
  return construct.node.metadata.filter(({ type }) => type === KEY).map(({ data }) => String(data));
}
