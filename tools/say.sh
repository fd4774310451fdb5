# How the tools in this folder speak. Sourced, not run.

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

fail() {
  printf '\033[31merror:\033[0m %s\n' "$*" >&2
  exit 1
}

# Names the command that broke off the run; sourcing this file arms it.
trap 'fail "$(basename "$0"): line $LINENO failed: $BASH_COMMAND"' ERR
