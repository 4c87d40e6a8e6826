/** A version of a runtime: major and minor. */
export type Version = readonly [number, number];

/**
 * The version that a tag says, where the image is called like the runtime: `vllm/vllm-openai:v0.11.0`. Nothing where it
 * is called otherwise, whose tags are versions of something else, and where there is a digest or no number.
 */
export function imageVersion(image: string | undefined, named: RegExp): Version | undefined {
  const [, name, major, minor] = /(?:^|\/)([^/:@]+):v?(\d+)\.(\d+)[^/]*$/.exec(image ?? '') ?? [];
  return name !== undefined && named.test(name) ? [Number(major), Number(minor)] : undefined;
}

/** Major and minor of a version as people write it: `0.11.0`. */
export function versionOf(text: string | undefined): Version | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(text ?? '') ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

export function isBefore([major, minor]: Version, [thanMajor, thanMinor]: Version): boolean {
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}
