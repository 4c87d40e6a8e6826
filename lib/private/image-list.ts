import { byCodeUnit, isPlainObject } from './json';
import { nearestWithin } from './nearest';
import { show } from './show';

/** A text of JSON that names images: one object of texts, each key once. */
export interface ImageList {
  readonly images: { readonly [name: string]: string };
  /** Where the text of each image stands in the JSON, quotation marks included. */
  readonly places: { readonly [name: string]: Place };
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Whether a list could not be read, and what is wrong with it. */
export function isProblems(read: ImageList | readonly string[]): read is readonly string[] {
  return Array.isArray(read);
}

/** A text of JSON, quotation marks included. */
const TEXT = /"(?:[^"\\]|\\.)*"/g;

/** Reads a list of images; sentences when it is none. */
export function readImageList(json: string): ImageList | readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return [`is no JSON${lineOf(json, (error as Error).message)}`];
  }
  if (!isPlainObject(value)) return [`must be an object of names and images, such as {"vision/iris": "iris:0.2.0"}`];
  const problems = Object.entries(value).flatMap(([name, image]) =>
    typeof image === 'string' ? [] : [`${show(name)} must be an image in quotation marks, got ${show(image)}`],
  );
  return problems.length > 0 ? problems : located(json, value as ImageList['images']);
}

/** What is JSON and holds nothing but texts is keys and values by turns. */
function located(json: string, images: ImageList['images']): ImageList | readonly string[] {
  const tokens = [...json.matchAll(TEXT)];
  const places = new Map<string, Place>();
  const repeated = new Set<string>();
  for (let index = 0; index < tokens.length; index += 2) {
    const name = JSON.parse(tokens[index][0]) as string;
    const { index: from, 0: text } = tokens[index + 1];
    if (places.has(name)) repeated.add(name);
    places.set(name, { from, to: from + text.length });
  }
  if (repeated.size > 0) return [...repeated].map((name) => `${show(name)} stands there twice; take one away`);
  return { images, places: Object.fromEntries(places) };
}

/** The line which a message of the parser means, where it says so. */
function lineOf(json: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return json.trim() === '' ? ': it is empty' : '';
  return ` in line ${json.slice(0, Number(position)).split('\n').length}`;
}

/** The JSON with another image in the place of one, and every other byte as it was. */
export function withImage(json: string, { places }: ImageList, name: string, image: string): string {
  const { from, to } = places[name];
  return json.slice(0, from) + JSON.stringify(image) + json.slice(to);
}

/** The JSON with one more image at its end, written as its other lines are. */
export function withNewImage(json: string, { places }: ImageList, name: string, image: string): string {
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(image)}`;
  const end = Math.max(0, ...Object.values(places).map(({ to }) => to));
  if (end === 0) return `{\n  ${entry}\n}\n`;
  const indent = /\n[ \t]*(?=")/.exec(json)?.[0].replace(/\r?\n/, '');
  const newLine = json.includes('\r\n') ? '\r\n' : '\n';
  return `${json.slice(0, end)},${indent === undefined ? ' ' : newLine + indent}${entry}${json.slice(end)}`;
}

/** What to say when a list lacks a name. */
export function noSuchImage(name: string, images: ImageList['images']): string {
  const names = Object.keys(images).sort(byCodeUnit);
  const nearest = nearestWithin(name, names);
  if (nearest !== undefined) return `did you mean ${show(nearest)}?`;
  const shown = names.slice(0, 5).map(show).join(', ');
  return names.length === 0 ? 'it names none' : `it names ${shown}${names.length > 5 ? ', ...' : ''}`;
}
