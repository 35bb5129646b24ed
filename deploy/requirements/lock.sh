#!/bin/sh
# Pins the dependencies of pyproject.toml anew: `make lock`. Every platform and Python from 3.11 on is covered.
set -eu

cd "$(dirname "$0")/../.."
pins=deploy/requirements

pin() { # name of the set, then where its requirements come from
    name=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --output-file "$pins/$name.txt" "$@"
}

pin run --generate-hashes pyproject.toml --extra api --extra worker --extra cli "$pins/run.in"
pin dev --generate-hashes pyproject.toml --extra api --extra worker --extra cli --extra dev "$pins/run.in" \
    -c "$pins/run.txt"
pin redis --generate-hashes --no-deps "$pins/redis.in"
pin redis-build --generate-hashes --no-deps "$pins/redis-build.in"
# Without hashes: torch is often taken from a local or CPU-only build of the same version, whose hash is another.
pin train pyproject.toml --extra train -c "$pins/dev.txt"
