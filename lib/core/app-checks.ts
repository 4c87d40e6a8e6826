import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Attachment } from './attachment';

/** Looks at everything that an app makes; throws what is wrong. */
type AppCheck = (app: App) => void;

const STATE = new Attachment<'checked' | 'off'>('app-checks');

let check: AppCheck = () => undefined;

/** Sets what looks at whole apps: it knows rules, which constructs do not. */
export function setAppCheck(run: AppCheck): void {
  check = run;
}

/** Notes that an app checks itself, or shall not be checked. */
export function setAppChecks(app: IConstruct, state: 'checked' | 'off'): void {
  STATE.attach(app, state);
}

/** Whether somebody switched the checks of an app off. */
export function isUnchecked(app: IConstruct): boolean {
  return STATE.on(app) === 'off';
}

/**
 * Has the app around a construct checked as a whole when it is synthesized, under cdk8s's own `App` too.
 *
 * Not by a validation: cdk8s validates the whole app anew for each of its charts.
 */
export function checkAppOf(construct: IConstruct): void {
  const { root } = construct.node;
  if (STATE.on(root) !== undefined || !isApp(root)) return;
  STATE.attach(root, 'checked');
  for (const name of ['synth', 'synthYaml'] as const) {
    const synthesize = root[name].bind(root) as () => string;
    const value = (): string => {
      if (!isUnchecked(root)) check(root);
      return synthesize();
    };
    Object.defineProperty(root, name, { value, configurable: true, writable: true });
  }
}

/** By what it has: there may be two copies of cdk8s. */
function isApp(root: IConstruct): root is App {
  const { synth, synthYaml } = root as Partial<App>;
  return typeof synth === 'function' && typeof synthYaml === 'function';
}
