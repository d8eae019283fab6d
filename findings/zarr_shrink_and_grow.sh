#!/usr/bin/env bash
# An array of zarr that is made shorter and longer again has its old values back, as far as they shared a chunk with those that stayed.
#
# zarr 3.1.6 removes the chunks that lie behind the new end, and leaves the last one as it was. After resize((5,)) and resize((10,)) of 1 … 10
# in chunks of 4, elements 5 to 7 are 6, 7, 8, and 8 and 9 the fill value. Both formats of zarr do so. HDF5 (h5py 3.16.0) fills up all
# five, as one would think. A table that is cut to what is valid, and written to its end only in part, then holds records that were removed.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q h5py==3.16.0 zarr==3.1.6
timeout 60 "$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys

import h5py
import numpy
import zarr

folder = sys.argv[1]


def show(name, array, expected):
    array[:] = numpy.arange(1, 11)
    array.resize((5,))
    array.resize((10,))
    answer = array[:].tolist()
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


for version in (2, 3):
    array = zarr.create_array(f"{folder}/{version}", shape=(10,), chunks=(4,), dtype="i4", fill_value=0, zarr_format=version)
    show(f"zarr {zarr.__version__}, format {version}", array, [1, 2, 3, 4, 5, 6, 7, 8, 0, 0])
with h5py.File(f"{folder}/array.h5", "w") as file:
    array = file.create_dataset("array", (10,), "i4", chunks=(4,), maxshape=(None,))
    show(f"h5py {h5py.__version__}", array, [1, 2, 3, 4, 5, 0, 0, 0, 0, 0])
PYTHON
