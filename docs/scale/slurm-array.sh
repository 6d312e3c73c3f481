#!/bin/sh
# One part of a run for each task of the array. Another size: change --array and PARTS together.
#   parts=$(sbatch --parsable slurm-array.sh fish.toml --paths 1e9)
#   sbatch --dependency=afterok:$parts slurm-merge.sh --report=fish.html --out fish.txt
# A task that failed is done again alone: sbatch --array=5 slurm-array.sh fish.toml --paths 1e9
#SBATCH --job-name=landfall-parts
#SBATCH --array=1-8
#SBATCH --cpus-per-task=1
#SBATCH --output=parts-%a.log
PARTS=8
scenario=$1
shift
exec landfall run "$scenario" "$@" --threads "${SLURM_CPUS_PER_TASK:-1}" \
  --shard "$SLURM_ARRAY_TASK_ID/$PARTS" --out "part-$SLURM_ARRAY_TASK_ID.lfs"
