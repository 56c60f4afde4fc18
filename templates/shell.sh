#!/bin/sh
# Made by gpu-ci init. A GPU run from any shell, cron job or CI host: https://github.com/gpu-cli/run-action
#
# The token is the variable GPU_SERVICE_TOKEN. Set it in the environment of this script, from a secret store or a file that only
# you can read; never write it into this file.
set -eu

: "${GPU_SERVICE_TOKEN:?set GPU_SERVICE_TOKEN to a service token, see gpu-ci init}"

gpu_ci() {
  npx --yes -p @gpu-cli/run-action gpu-ci "$@"
}

# State of this run alone, so that two of them in one folder do not meet. Outside the folder, which is sent to the pod.
state_dir=$(mktemp -d)
state="$state_dir/state.json"

# Whatever ends this script, what the run started is ended too. The run itself is waited for, so a signal reaches it first.
clean_up() {
  gpu_ci cleanup --state "$state" || true
  rm -rf "$state_dir"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

gpu_ci run --state "$state" --max-wait 1h --timeout 1h -- \
  python train.py
