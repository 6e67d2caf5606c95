#!/bin/bash
# incremental: a small archive changed at random, each time bound with the ledger and without: the same books, byte for byte.
# 500 steps in all, STEPS=N others; and some more of books of articles alone, and of many articles. SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
[ "${MODE-}" = asan ] || [ "${MODE-}" = tsan ] && steps=${STEPS-40} || steps=${STEPS-250}

# change STEPS SEED [plain | many]
change() {
    local last
    last=$(python3 "$project/tests/incremental.py" "$SHEAF" "$scratch/archive" "$@" | tee "$scratch/log" | tail -n 1)
    case $last in
    "$1 passed, 0 failed") pass "$1 steps, seed ${*:2}" ;;
    *) cat "$scratch/log"; fail "seed ${*:2}" ;;
    esac
}

for seed in ${SEEDS-1 2}; do change "$steps" "$seed"; done
change $((steps / 3 + 1)) "${SEEDS-3}" plain
change $((steps / 8 + 1)) "${SEEDS-4}" many
finish
