// What collectives of MPI itself take, called as its own: decision 13 compares ours with them.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_size(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

enum what { SMALL, REDUCE, BROADCAST };

static double median(int repeats, enum what what, void *sent, void *received) {
    double *times = malloc(sizeof(double) * (size_t)repeats);
    for (int turn = 0; turn < repeats; turn++) {
        MPI_Barrier(MPI_COMM_WORLD);
        double start = MPI_Wtime();
        switch (what) {
        case SMALL: MPI_Allreduce(sent, received, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD); break;
        case REDUCE: MPI_Allreduce(sent, received, 1 << 20, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD); break;
        case BROADCAST: MPI_Bcast(received, 256 << 20, MPI_BYTE, 0, MPI_COMM_WORLD); break;
        }
        MPI_Barrier(MPI_COMM_WORLD);
        times[turn] = MPI_Wtime() - start;
    }
    qsort(times, (size_t)repeats, sizeof(double), by_size);
    double result = times[repeats / 2];
    free(times);
    return result;
}

int main(int count, char **arguments) {
    MPI_Init(&count, &arguments);
    int rank, repeats = count > 1 ? atoi(arguments[1]) : 10;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    void *sent = malloc(8 << 20), *received = malloc(256 << 20);
    if (!sent || !received) MPI_Abort(MPI_COMM_WORLD, 1);
    memset(sent, 0, 8 << 20);
    memset(received, 7, 256 << 20);
    double small = median(repeats * 50, SMALL, sent, received);
    double reduced = median(repeats, REDUCE, sent, received);
    double broadcast = median(repeats, BROADCAST, sent, received);
    if (rank == 0) printf("allreduce_8B=%g allreduce_8MB=%g broadcast_256MB=%g\n", small, reduced, broadcast);
    MPI_Finalize();
    return 0;
}
