// What an iteration of a loop costs at least: ranks agree on a number, and exchange nothing.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "peak.h"

int main(int count, char **arguments) {
    MPI_Init(&count, &arguments);
    int rank, size, iterations = count > 1 ? atoi(arguments[1]) : 10000;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int *zeros = calloc((size_t)size, sizeof(int));
    if (!zeros) MPI_Abort(MPI_COMM_WORLD, 1);
    char nothing[1];
    long state = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int iteration = 0; iteration < iterations; iteration++) {
        long one = rank == 0, sum;
        MPI_Allreduce(&one, &sum, 1, MPI_LONG, MPI_SUM, MPI_COMM_WORLD);
        MPI_Alltoallv(nothing, zeros, zeros, MPI_BYTE, nothing, zeros, zeros, MPI_BYTE, MPI_COMM_WORLD);
        state += sum;
    }
    double elapsed = MPI_Wtime() - start;
    if (rank == 0) printf("state=%ld elapsed_s=%g\n", state, elapsed);
    print_peak(rank);
    free(zeros);
    MPI_Finalize();
    return 0;
}
