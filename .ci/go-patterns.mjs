// Schemas of custom resources hold patterns of Go, which may say in front that case does not matter: `^(?i)(abort|warn)?$`.
// JavaScript says it beside the pattern, and refuses them otherwise.
globalThis.RegExp = new Proxy(RegExp, {
  construct: (target, [pattern, flags = '']) =>
    typeof pattern === 'string' && pattern.includes('(?i)')
      ? new target(pattern.replace('(?i)', ''), `${flags}i`)
      : new target(pattern, flags),
});
