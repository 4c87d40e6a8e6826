import { createHash } from 'node:crypto';
import type { Review } from '../data/review';
import { drawingOf } from './html/drawing';
import { sentence } from './html/escape';
import { SCRIPT } from './html/script';
import { sectionOf } from './html/section';
import { STYLE } from './html/style';
import { countsOf, deliveryOf, meaningOf, objectsOf, verdictOf } from './outline/head';
import { outlineOf } from './outline/outline';
import { type Section, sizeOf, type Tone } from './outline/section';
import { topologyOf } from './topology';

const TONES: Readonly<Record<Review['verdict'], Tone>> = {
  safe: 'added',
  ordered: 'changed',
  attention: 'warn',
  refused: 'bad',
  outage: 'bad',
};

/**
 * The review as a page in one file: what changes is drawn, sections fold and can be searched. It loads nothing, and runs one
 * script that its content security policy names by hash; without scripts everything can be read all the same.
 */
export function reviewHtml(review: Review): string {
  const sections = outlineOf(review);
  const policy = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${verdictOf(review)}: review of manifests</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">To the sections</a>',
    ...headOf(review, sections),
    '<main id="main">',
    drawingOf(topologyOf(review)),
    ...CONTROLS,
    ...sections.map(sectionOf),
    '</main>',
    `<footer>From manifests alone, applied by ${deliveryOf(review)}.</footer>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const CONTROLS = [
  '<div id="controls" role="search" hidden>',
  '<input type="search" id="filter" placeholder="Filter: a name, a namespace, a field" aria-label="Filter entries">',
  '<label><input type="checkbox" id="grave"> only what needs attention</label>',
  '<button type="button" id="open-all">Open all</button>',
  '<button type="button" id="close-all">Close all</button>',
  '<span id="found" role="status"></span>',
  '</div>',
];

function headOf(review: Review, sections: readonly Section[]): string[] {
  const reasons = review.reasons.map((reason) => `<li>${sentence(reason)}</li>`);
  const links = sections.map((each) => `<li><a href="#${each.id}">${each.title}<b>${sizeOf(each)}</b></a></li>`);
  return [
    '<header>',
    `<div class="verdict ${TONES[review.verdict]}">`,
    `<h1>${verdictOf(review)} <small>${meaningOf(review)}</small></h1>`,
    ...(reasons.length === 0 ? [] : [`<ul>${reasons.join('')}</ul>`]),
    `<p>${[...countsOf(review), objectsOf(review)].join(' · ')}</p>`,
    '</div>',
    ...(links.length === 0 ? [] : [`<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`]),
    '</header>',
  ];
}

/** How a policy names what it lets through. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}
