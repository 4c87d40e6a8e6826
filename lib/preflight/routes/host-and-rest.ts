/** What a rule of Traefik says, taken apart: its hosts, and everything else in one spelling. */
export interface HostAndRest {
  /** The texts in `Host(...)` and `HostRegexp(...)`. */
  readonly hosts: readonly string[];
  readonly rest: string;
}

const HOST = /Host(?:Regexp)?\(\s*[`"']([^`"']*)[`"']\s*\)/g;

/** Takes a rule apart. Two rules with a host in common and the same rest take the same requests. */
export function hostAndRest(match: string): HostAndRest {
  let rest = match.replace(HOST, '').replace(/\s+/g, '');
  // What is left of `(Host(...) || Host(...)) &&`.
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest
      .replace(/\((\|\|)*\)/g, '')
      .replace(/^(&&|\|\|)+|(&&|\|\|)+$/g, '')
      .replace(/&&(&&)+/g, '&&');
  }
  return { hosts: [...match.matchAll(HOST)].map(([, host]) => host), rest };
}
