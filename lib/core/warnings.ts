import type { IConstruct } from 'constructs';

const KEY = 'cdk8s-model-serving:warning';

/** A warning, or what gives warnings at synthesis. */
type Warning = string | (() => string[]);

/** Notes something on a construct that is legal but likely not meant; `ServingApp` prints it at synthesis. */
export function warn(construct: IConstruct, warning: Warning): void {
  construct.node.addMetadata(KEY, warning);
}

/** The warnings noted on one construct. */
export function warningsOn(construct: IConstruct): string[] {
  return construct.node.metadata
    .filter(({ type }) => type === KEY)
    .flatMap(({ data }) => (typeof data === 'function' ? (data as () => string[])() : String(data)));
}
