#!/usr/bin/env bash
# A numpy array in Fortran's order arrives with its elements in other places, though sender and receiver use arrays of the same shape.
#
# mpi4py 4.1.2 sends the memory of an array as it lies if it has no gaps, whichever its order: [[0, 1, 2], [3, 4, 5]] in columns, as transposing, pandas
# and BLAS make it, becomes [[0, 3, 1], [4, 2, 5]] in an array of rows, also in collective operations. A reduction adds elements of
# different places. Only arrays with gaps are refused, and those of the other byte order. So m.T is sent where m[:, 1:] is an error, which
# makes it look as if views were checked. The lower-case methods, which pickle, keep the places.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q mpi4py==4.1.2 mpich==5.0.2 numpy==2.4.6
cat >"$folder/send.py" <<'PYTHON'
import mpi4py
import numpy
from mpi4py import MPI

rank = MPI.COMM_WORLD.rank
rows = numpy.arange(6).reshape(2, 3)
columns = numpy.asfortranarray(rows)


def show(name, answer, expected):
    if rank == 0:
        print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


def exchange(array):
    received = numpy.full(array.shape, -1)
    MPI.COMM_WORLD.Sendrecv(array, dest=1 - rank, recvbuf=received, source=1 - rank)
    return received.tolist()


assert (rows == columns).all()
show(f"mpi4py {mpi4py.__version__}, rows", exchange(rows), [[0, 1, 2], [3, 4, 5]])
show("columns", exchange(columns), [[0, 3, 1], [4, 2, 5]])
sums = numpy.zeros((2, 3), dtype=int)
MPI.COMM_WORLD.Allreduce(rows if rank == 0 else columns, sums)
show("rows of rank 0 + columns of rank 1", sums.tolist(), [[0, 4, 3], [7, 6, 10]])
show("pickled", MPI.COMM_WORLD.sendrecv(columns, dest=1 - rank, source=1 - rank).tolist(), rows.tolist())
try:
    exchange(rows[:, 1:])
    raise SystemExit("an array with gaps was an error")
except BufferError as error:
    show("an array with gaps", type(error).__name__, "BufferError")
PYTHON
timeout 60 "$folder/venv/bin/mpirun" -np 2 "$folder/venv/bin/python" "$folder/send.py"
