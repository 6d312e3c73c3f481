#!/bin/sh
# One process for each node, with all its cores, under Slurm's own launcher or Open MPI's:
#   sbatch --nodes=4 slurm-mpi.sh run fish.toml --paths 1e9 --report=fish.html
#   LAUNCH='mpirun --map-by ppr:1:node --bind-to none' sbatch --nodes=4 slurm-mpi.sh run ...
#SBATCH --job-name=landfall-mpi
#SBATCH --nodes=1
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=1
#SBATCH --output=mpi.log
${LAUNCH:-srun --mpi=pmix} landfall "$@" --threads "${SLURM_CPUS_PER_TASK:-1}"
