import { goRegExp, goReplaceAll } from './go-regexp';
import { hasElementPrefix, hostMatches, replacePrefix } from './http';

// https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier, the table under replacePrefixMatch.
it.each([
  ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
  ['/foo', '/foo', '/xyz', '/xyz'],
  ['/foo/', '/foo', '/xyz', '/xyz/'],
  ['/foo/bar', '/foo', '', '/bar'],
  ['/foo/', '/foo', '', '/'],
  ['/foo', '/foo', '', '/'],
  ['/foo/', '/foo', '/', '/'],
  ['/foo', '/foo', '/', '/'],
])('ReplacePrefixMatch: %s with prefix %s replaced by "%s" is %s', (path, prefix, replacement, expected) => {
  expect(replacePrefix(path, prefix, replacement)).toBe(expected);
});

// https://kubernetes.io/docs/concepts/services-networking/ingress/#examples
it.each([
  ['/', '/anything', true],
  ['/foo', '/foo', true],
  ['/foo', '/foo/', true],
  ['/foo/', '/foo', true],
  ['/foo/', '/foo/', true],
  ['/aaa/bb', '/aaa/bbb', false],
  ['/aaa/bbb', '/aaa/bbb', true],
  ['/aaa/bbb/', '/aaa/bbb', true],
  ['/aaa/bbb', '/aaa/bbb/', true],
  ['/aaa/bbb', '/aaa/bbb/ccc', true],
  ['/aaa/bbb', '/aaa/bbbxyz', false],
])('the element prefix %s of %s: %s', (prefix, path, expected) => {
  expect(hasElementPrefix(path, prefix)).toBe(expected);
});

// https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards, and the Gateway API's Hostname.
it.each([
  ['*.foo.com', 'bar.foo.com', true, true],
  ['*.foo.com', 'baz.bar.foo.com', false, true],
  ['*.foo.com', 'foo.com', false, false],
  ['foo.com', 'foo.com', true, true],
  ['foo.com', 'bar.foo.com', false, false],
])('the host %s covers %s: Ingress %s, Gateway API %s', (pattern, host, ingress, gateway) => {
  expect([hostMatches(pattern, host, 'one label'), hostMatches(pattern, host, 'labels')]).toEqual([ingress, gateway]);
});

// https://pkg.go.dev/regexp#Regexp.Expand
it.each([
  ['^/api/(.*)', '/api/x', '/$1', '/x'],
  ['^/api/(.*)', '/api/x', '/$1y', '/'],
  ['^/api/(.*)', '/api/x', '/${1}y', '/xy'],
  ['^/api/(?P<rest>.*)', '/api/x', '/$rest', '/x'],
  ['b', 'abcb', '$$', 'a$c$'],
])('Go replaces %s in %s by %s: %s', (pattern, text, template, expected) => {
  expect(goReplaceAll(goRegExp(pattern) as RegExp, text, template)).toBe(expected);
});

// https://github.com/google/re2/wiki/Syntax
it.each(['(?=a)', '(?!a)', '(?<=a)', '(a)\\1', '(', '['])('Go refuses the regular expression %s', (pattern) => {
  expect(typeof goRegExp(pattern)).toBe('string');
});
