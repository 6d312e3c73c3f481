#!/bin/bash
# Many scenarios, for as long as the time lasts. A minute before it ends Slurm warns, and runs in
# progress are saved; submitted again, the same line goes on from there.
#   sbatch slurm-batch.sh scenarios/ --out out --report html,json
#SBATCH --job-name=landfall-batch
#SBATCH --time=60
#SBATCH --signal=B:USR1@60
#SBATCH --cpus-per-task=1
#SBATCH --open-mode=append
#SBATCH --output=batch.log
landfall batch "$@" --resume --threads "${SLURM_CPUS_PER_TASK:-1}" &
batch=$!
trap 'kill -USR1 "$batch"' USR1 # the warning comes to this script alone
trap : TERM                     # this comes to all: wait until the batch has ended in order
code=129
while [ "$code" -gt 128 ] && kill -0 "$batch" 2>/dev/null; do
  wait "$batch"
  code=$?
done
exit "$code"
