/**
 * A line that the log of a GitHub job shows as it is. The runner takes a line that begins with `::`, or that holds
 * `##[`, for a command (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function logLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\u003a').replaceAll('##[', '#\\u0023[');
}
