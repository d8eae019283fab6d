// ScaLAPACK's pdgemm: the product of two square matrices in blocks over a grid of ranks. Prints seconds.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void Cblacs_get(int, int, int *);
void Cblacs_gridinit(int *, const char *, int, int);
void Cblacs_gridinfo(int, int *, int *, int *, int *);
void Cblacs_gridexit(int);
int numroc_(const int *, const int *, const int *, const int *, const int *);
void descinit_(int *, const int *, const int *, const int *, const int *, const int *, const int *, const int *, const int *, int *);
void pdgemm_(const char *, const char *, const int *, const int *, const int *, const double *, const double *, const int *,
    const int *, const int *, const double *, const int *, const int *, const int *, const double *, double *, const int *,
    const int *, const int *);
void openblas_set_num_threads(int);

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int size, rank, context, rows_of_grid, columns_of_grid, row, column, zero = 0, one = 1, info, descriptor[9];
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int n = argc > 1 ? atoi(argv[1]) : 4096, block = argc > 2 ? atoi(argv[2]) : 128;
    openblas_set_num_threads(1);
    for (rows_of_grid = 1; (rows_of_grid + 1) * (rows_of_grid + 1) <= size; rows_of_grid++) {}
    while (size % rows_of_grid) rows_of_grid--;
    columns_of_grid = size / rows_of_grid;
    Cblacs_get(-1, 0, &context);
    Cblacs_gridinit(&context, "Row", rows_of_grid, columns_of_grid);
    Cblacs_gridinfo(context, &rows_of_grid, &columns_of_grid, &row, &column);
    int height = numroc_(&n, &block, &row, &zero, &rows_of_grid), width = numroc_(&n, &block, &column, &zero, &columns_of_grid);
    descinit_(descriptor, &n, &n, &block, &block, &zero, &zero, &context, &height, &info);
    size_t count = (size_t)height * (size_t)width;
    double *a = malloc(count * 8), *b = malloc(count * 8), *c = malloc(count * 8), alpha = 1, beta = 0;
    if (!a || !b || !c) return 1;
    for (size_t i = 0; i < count; i++) {
        a[i] = (double)(i % 1000) * 0.001;
        b[i] = (double)(i % 777) * 0.001;
        c[i] = 0;
    }
    for (int run = 0; run < 3; run++) {
        MPI_Barrier(MPI_COMM_WORLD);
        double start = MPI_Wtime();
        pdgemm_("N", "N", &n, &n, &n, &alpha, a, &one, &one, descriptor, b, &one, &one, descriptor, &beta, c, &one, &one, descriptor);
        MPI_Barrier(MPI_COMM_WORLD);
        if (rank == 0) printf("elapsed_s=%.4f\n", MPI_Wtime() - start);
    }
    Cblacs_gridexit(context);
    MPI_Finalize();
    return 0;
}
