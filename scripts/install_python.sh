#!/bin/sh
# Create .venv and install what requirements/test.txt pins, checked by hash; quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
    echo "There is no $python: install Python 3.11 or newer, or name it: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$python is $("$python" --version): Openline needs 3.11 or newer. Name one: make setup PYTHON=python3.12" >&2
    exit 1
fi
if ! .venv/bin/python -c '' 2>/dev/null; then
    echo "Creating .venv ..."
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "$python cannot create environments: on Debian run apt-get install python3-venv" >&2
        exit 1
    fi
fi

pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet"
pinned_uv=$(mktemp)
trap 'rm -f "$pinned_uv"' EXIT
awk '/^uv==/ { on = 1 } on { print } on && !/\\$/ { exit }' requirements/test.txt >"$pinned_uv"
echo "Installing what requirements/test.txt pins ..."
# uv is the quick way; where it does not reach the package index, pip with its own settings does.
# Neither may use the other's copy of a certificate list, so uv is given the machine's.
if ! { $pip --require-hashes -r "$pinned_uv" &&
    UV_SYSTEM_CERTS=1 .venv/bin/python -m uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/test.txt; }; then
    echo "uv did not manage it; trying pip, which takes longer ..." >&2
    $pip --require-hashes -r requirements/test.txt
fi
$pip --no-deps --editable .
