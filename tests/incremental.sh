#!/bin/bash
# incremental: a small archive changed at random, each time bound with the ledger and without: the same books, byte for byte.
# 500 steps in all, STEPS=N others. SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
[ "${MODE-}" = asan ] || [ "${MODE-}" = tsan ] && steps=${STEPS-40} || steps=${STEPS-250}
for seed in ${SEEDS-1 2}; do
    last=$(python3 "$project/tests/incremental.py" "$SHEAF" "$scratch/archive" "$steps" "$seed" | tee "$scratch/log" | tail -n 1)
    case $last in
    "$steps passed, 0 failed") pass "$steps steps, seed $seed" ;;
    *) cat "$scratch/log"; fail "seed $seed" ;;
    esac
done
finish
