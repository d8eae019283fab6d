// What two ranks can do with MPI_Send: 8 bytes to and fro, and messages of 1 MiB.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { pings = 20000, blocks = 4000, block_bytes = 1 << 20 };

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *block = calloc(1, block_bytes);
    char word[8] = {0};
    int other = 1 - rank;
    double start = MPI_Wtime();
    for (int i = 0; i < pings && rank < 2; i++) {
        if (rank == 0) MPI_Send(word, 8, MPI_BYTE, other, 0, MPI_COMM_WORLD);
        MPI_Recv(word, 8, MPI_BYTE, other, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (rank == 1) MPI_Send(word, 8, MPI_BYTE, other, 0, MPI_COMM_WORLD);
    }
    if (rank == 0) printf("ping_us=%f\n", (MPI_Wtime() - start) / pings * 1e6);
    start = MPI_Wtime();
    for (int i = 0; i < blocks; i++) {
        if (rank == 0) MPI_Send(block, block_bytes, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
        if (rank == 1) MPI_Recv(block, block_bytes, MPI_BYTE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    if (rank == 1) MPI_Send(word, 8, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        MPI_Recv(word, 8, MPI_BYTE, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("gigabytes_per_s=%f\n", (double)blocks * block_bytes / (MPI_Wtime() - start) / 1e9);
    }
    MPI_Finalize();
    return 0;
}
