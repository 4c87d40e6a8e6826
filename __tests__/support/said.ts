import type { App } from 'cdk8s';
import { UsageError } from '../../lib/private/errors';
import { collect } from '../../lib/synth/collect';
import { synthesize } from '../../lib/synth/synthesize';

/** What a rule says of an app, errors first, as its author reads it. */
export function said(app: App, ruleId: string): string[] {
  const about = (texts: readonly string[], severity: string) =>
    texts.filter((text) => text.endsWith(`[${ruleId}]`)).map((text) => `${severity}: ${text}`);
  try {
    return about(synthesize(app, collect(app)).warnings, 'warning');
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return about(error.messages, 'error');
  }
}
