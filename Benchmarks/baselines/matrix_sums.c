// Sums of columns in C: each rank's rows, then MPI_Allreduce. Prints seconds and the first sum.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    size_t rows = (argc > 1 ? (size_t)atoll(argv[1]) : 10000000) / (size_t)size;
    enum { columns = 16 };
    double *a = malloc(rows * columns * sizeof *a);
    if (!a) return 1;
    for (size_t i = 0; i < rows * columns; i++) a[i] = (double)(i % 1000) * 0.001;
    for (int run = 0; run < 5; run++) {
        double sums[columns] = {0}, all[columns];
        MPI_Barrier(MPI_COMM_WORLD);
        double start = MPI_Wtime();
        for (size_t row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) sums[column] += a[row * columns + column];
        MPI_Allreduce(sums, all, columns, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
        double elapsed = MPI_Wtime() - start;
        if (rank == 0) printf("elapsed_s=%.4f sum=%.17g\n", elapsed, all[0]);
    }
    MPI_Finalize();
    return 0;
}
