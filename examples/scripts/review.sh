#!/bin/sh
# Synthesizes what a branch has and what it started from, and reviews the difference. Needs no secret and no network
# besides what SYNTH needs.
#
#   review.sh BASE OUT
#
# BASE    branch or commit that the change goes into; the whole history must be there (fetch-depth: 0, GIT_DEPTH: 0)
# OUT     folder for before.yaml, after.yaml, review.md and review.html
#
# Environment:
#   SYNTH           what synthesizes, run in the root of the repository (default: npm ci && npm run synth)
#   MANIFESTS       folder that it writes (default: dist)
#   REVIEW          the command (default: npx cdk8s-model-serving review)
#   REVIEW_OPTIONS  for example --delivery argocd --fail-on outage
#
# Exits as the review does: 1 for what --fail-on names, 2 when something cannot be reviewed.
set -eu

synth=${SYNTH:-npm ci && npm run synth}
manifests=${MANIFESTS:-dist}
review=${REVIEW:-npx cdk8s-model-serving review}
root=$(git rev-parse --show-toplevel)
mkdir -p "$2"
out=$(cd "$2" && pwd)
cd "$root"

fail() {
  echo "review.sh: $1" >&2
  exit 2
}

# From here on the commit is known by its id: a name could be taken for an option.
target=$(git rev-parse --verify --quiet --end-of-options "$1^{commit}") || fail "'$1' names no commit here; fetch it"
base=$(git merge-base "$target" HEAD) ||
  fail "'$1' and HEAD have no commit in common; fetch the whole history (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"

work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree" 2>/dev/null; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/tree" "$base"

# All manifests of a folder in one file, in byte order of the paths; where there is no folder, a List that
# says so: an empty file is what a program leaves that failed.
together() {
  echo '{"apiVersion":"v1","kind":"List","items":[]}' >"$2"
  [ -d "$1" ] || return 0
  find "$1" -type f \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) | LC_ALL=C sort |
    while IFS= read -r file; do
      echo '---'
      cat "$file"
      echo
    done >"$2"
}

(cd "$work/tree" && sh -c "$synth") >&2 || fail "cannot synthesize commit $base"
together "$work/tree/$manifests" "$out/before.yaml"
sh -c "$synth" >&2 || fail 'cannot synthesize this commit'
[ -d "$manifests" ] || fail "SYNTH wrote no folder '$manifests'; name it in MANIFESTS"
together "$manifests" "$out/after.yaml"

status=0
for format in markdown:md html:html; do
  # shellcheck disable=SC2086 # the command and its options are words
  $review "$out/before.yaml" "$out/after.yaml" --format "${format%:*}" ${REVIEW_OPTIONS:-} >"$out/review.${format#*:}" ||
    status=$?
  [ "$status" -le 1 ] || exit 2
done
exit "$status"
