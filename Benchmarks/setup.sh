#!/bin/sh
# Install what the benchmarks compare against (Debian; needs root for apt):
#   setup.sh [DATA]
# The Python package and the terminal emulator go into DATA/venv.
set -eu

data=${1:-$(dirname "$0")/../.build/bench-data}

missing=
for tool in gcc:gcc git:git tig:tig ncdu:ncdu vim:vim rg:ripgrep python3:python3-venv; do
  command -v "${tool%%:*}" >/dev/null || missing="$missing ${tool##*:}"
done
if [ -n "$missing" ]; then
  apt-get update
  # shellcheck disable=SC2086 # one word a package
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
fi

python3 -m venv "$data/venv"
"$data/venv/bin/pip" install --quiet --disable-pip-version-check llm-mock==1.0.1 pyte==0.8.2
