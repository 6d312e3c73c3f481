#!/bin/sh
# What the parts of slurm-array.sh make together. The scenario must be where it was, and as it was.
#SBATCH --job-name=landfall-merge
#SBATCH --cpus-per-task=1
#SBATCH --output=merge.log
exec landfall merge part-*.lfs "$@"
