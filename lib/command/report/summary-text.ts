import type { Report } from './report';

/** The last line of a report: what was found in how much, and what does not count. */
export function summaryText({ summary, problems }: Pick<Report, 'summary' | 'problems'>): string {
  const { errors, warnings, objects, files, skipped, controlled, acknowledged, known } = summary;
  const found = [counted(errors, 'error'), counted(warnings, 'warning')].filter((text) => text !== undefined);
  const besides = [
    ...(problems.length > 0 ? [`${problems.length} could not be read`] : []),
    ...(acknowledged > 0 ? [`${acknowledged} acknowledged`] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'document')} skipped: neither apiVersion nor kind`] : []),
    ...(controlled > 0 ? [`${counted(controlled, 'object')} that controllers make left out`] : []),
  ];
  const read = `${counted(objects, 'object') ?? 'no objects'} of ${counted(files, 'file') ?? 'no files'}`;
  return `${found.join(', ') || 'no findings'} in ${read}${besides.length > 0 ? ` (${besides.join(', ')})` : ''}`;
}

function counted(count: number, noun: string): string | undefined {
  return count === 0 ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
