#!/bin/sh
# Made by gpu-ci init. A GPU run from any shell, cron job or CI host: https://github.com/gpu-cli/run-action
#
# The token is the variable GPU_SERVICE_TOKEN. Set it in the environment of this script, from a secret store or a file that only
# you can read. Do not write it into this file.
set -eu

: "${GPU_SERVICE_TOKEN:?set GPU_SERVICE_TOKEN to a service token, see gpu-ci init}"

# A state file for this run only: two runs in one folder would share the default one. It is outside the folder that is sent to the pod.
state_dir=$(mktemp -d)
state="$state_dir/state.json"

# Whichever way this script ends, the clean-up ends what the run started.
clean_up() {
  npx --yes -p @gpu-cli/run-action@1 gpu-ci cleanup --force --state "$state" || true
  rm -rf "$state_dir"
}
trap clean_up EXIT

# A shell handles a signal only after its command has ended. So the run is in the background, and the script forwards the signal.
pass_on() {
  trap '' INT TERM
  kill -TERM "$run" 2>/dev/null || true
  wait "$run" || true
  exit "$1"
}
run=
trap 'pass_on 130' INT
trap 'pass_on 143' TERM

npx --yes -p @gpu-cli/run-action@1 gpu-ci run --state "$state" --max-wait 1h --timeout 1h -- \
  python train.py &
run=$!
wait "$run"
