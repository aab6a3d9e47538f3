#!/usr/bin/env bash
# Validates and plans; annotations go to the log, the plan to sluiceway-plan.{md,json} and the step's summary. What is
# checked out is what is planned: on a pull request GitHub checks out the merge of both sides.
set -uo pipefail
options=(--root "$ROOT")
[ -z "${ENVIRONMENT:-}" ] || options+=(--environment "$ENVIRONMENT")
settings=()
[ -z "${SETTINGS:-}" ] || settings=(--settings "$SETTINGS")
code=0
$SLUICEWAY validate "${options[@]}" --format github || code=$?
if [ "$code" = 0 ]; then
  $SLUICEWAY plan "${options[@]}" "${settings[@]}" --format markdown --detailed-exitcode --out sluiceway-plan.json \
    >sluiceway-plan.md || code=$?
  [ -n "${SETTINGS:-}" ] || printf '\n\n_Planned against an empty cluster: CI has no settings to reach the live one._\n' >>sluiceway-plan.md
else
  printf '### The configuration is invalid\n\nThe findings are annotations on the lines.\n' >sluiceway-plan.md
fi
[ -s sluiceway-plan.md ] || printf '### There is no plan\n\nThe log says why (exit code %s).\n' "$code" >sluiceway-plan.md
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat sluiceway-plan.md >>"$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "exit-code=$code" >>"$GITHUB_OUTPUT"
