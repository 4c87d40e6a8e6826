import { UsageError } from '../private/errors';
import { allRules } from './check';
import type { Engine, RuleDescription } from './engine';
import { ExitCode } from './exit-code';
import type { Io } from './io';
import { notOneOf } from './options/check-options';
import { parseCommandLine } from './options/command-line';

/**
 * The command `explain`: says what a rule proves and why, or lists all of them.
 *
 * @throws UsageError for a wrong command line
 */
export function explain(args: readonly string[], io: Io, engine: Engine): ExitCode {
  const { operands } = parseCommandLine(args, { once: [], several: [], flags: [] });
  const rules = allRules(engine);
  if (operands.length > 1) throw new UsageError(['explain takes the id of one rule']);
  const [id] = operands;
  if (id === undefined) {
    io.print(rules.map((rule) => `${rule.id}: ${rule.title}\n`).join(''));
    return ExitCode.OK;
  }
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    throw new UsageError([
      notOneOf(
        'what to explain',
        id,
        rules.map((one) => one.id),
      ),
    ]);
  }
  io.print(explanation(rule));
  return ExitCode.OK;
}

function explanation({ id, title, severity, reason, sources, example }: RuleDescription): string {
  const parts = [
    `${id} (${severity})\n\n${title[0].toUpperCase()}${title.slice(1)}.`,
    reason,
    sources && `Source: ${sources.join(', ')}`,
    example && `This breaks it:\n\n${indented(example.failing)}`,
    example && `This does not:\n\n${indented(example.mended)}`,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
