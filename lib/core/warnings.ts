import type { IConstruct } from 'constructs';
import { Attachment } from './attachment';

/** A warning, or what gives warnings at synthesis. */
type Warning = string | (() => string[]);

/** Not in the metadata of the node: that is read from other languages too, into which no function can go. */
const WARNINGS = new Attachment<Warning[]>('warnings');

/** Notes something on a construct that is legal but likely not meant; `ServingApp` prints it at synthesis. */
export function warn(construct: IConstruct, warning: Warning): void {
  const noted = WARNINGS.on(construct);
  if (noted) noted.push(warning);
  else WARNINGS.attach(construct, [warning]);
}

/** The warnings noted on one construct. */
export function warningsOn(construct: IConstruct): string[] {
  return (WARNINGS.on(construct) ?? []).flatMap((warning) => (typeof warning === 'string' ? warning : warning()));
}
