// MPI's C interface for Swift: what the importer can't see, macros and handles above all, as functions and structs.
//
// A handle is a pointer in Open MPI and an integer in MPICH. One-field structs hide the difference, so that the
// Swift code above is the same for both. Every function that can fail returns MPI's own code.
#ifndef RENOIR_CMPI_SHIM_H
#define RENOIR_CMPI_SHIM_H

#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __linux__
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
// Strict C has no declaration of it.
extern long syscall(long number, ...);
#endif

#define CMPI_STRINGIFY_(text) #text
#define CMPI_STRINGIFY(text) CMPI_STRINGIFY_(text)

typedef struct {
    MPI_Comm handle;
} cmpi_communicator;

typedef struct {
    MPI_Request handle;
} cmpi_request;

enum cmpi_word { CMPI_UINT64, CMPI_INT64, CMPI_DOUBLE };
enum cmpi_reduction { CMPI_SUM, CMPI_MINIMUM, CMPI_MAXIMUM };

// The header that was compiled in.

static inline const char *cmpi_header_vendor(void) {
#if defined(OPEN_MPI)
    return "Open MPI";
#elif defined(I_MPI_VERSION)
    return "Intel MPI";
#elif defined(MVAPICH2_VERSION)
    return "MVAPICH2";
#elif defined(MPICH_VERSION)
    return "MPICH";
#else
    return "";
#endif
}

static inline const char *cmpi_header_version(void) {
#if defined(OPEN_MPI)
    return CMPI_STRINGIFY(OMPI_MAJOR_VERSION) "." CMPI_STRINGIFY(OMPI_MINOR_VERSION) "." CMPI_STRINGIFY(
        OMPI_RELEASE_VERSION);
#elif defined(I_MPI_VERSION)
    return I_MPI_VERSION;
#elif defined(MVAPICH2_VERSION)
    return MVAPICH2_VERSION;
#elif defined(MPICH_VERSION)
    return MPICH_VERSION;
#else
    return "";
#endif
}

// The system.

// Whether the call works by which a process reads another one's memory. Sandboxes refuse it even for its own.
static inline bool cmpi_reads_processes(void) {
#if defined(__linux__) && defined(SYS_process_vm_readv)
    char source = 1, target = 0;
    struct iovec from = {&source, 1}, to = {&target, 1};
    return syscall(SYS_process_vm_readv, getpid(), &to, 1UL, &from, 1UL, 0UL) == 1;
#else
    return true;
#endif
}

// Text and codes.

static inline int cmpi_library_version_capacity(void) { return MPI_MAX_LIBRARY_VERSION_STRING; }
static inline int cmpi_library_version(char *text, int *length) { return MPI_Get_library_version(text, length); }
static inline int cmpi_error_capacity(void) { return MPI_MAX_ERROR_STRING; }
static inline int cmpi_error_text(int code, char *text, int *length) { return MPI_Error_string(code, text, length); }
static inline int cmpi_error_class(int code, int *error_class) { return MPI_Error_class(code, error_class); }
static inline int cmpi_success(void) { return MPI_SUCCESS; }

// Start and end.

static inline int cmpi_thread_serialized(void) { return MPI_THREAD_SERIALIZED; }
static inline int cmpi_init_serialized(int *provided) {
    return MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, provided);
}
static inline int cmpi_thread_level(int *provided) { return MPI_Query_thread(provided); }
static inline int cmpi_initialized(int *flag) { return MPI_Initialized(flag); }
static inline int cmpi_finalized(int *flag) { return MPI_Finalized(flag); }
static inline int cmpi_finalize(void) { return MPI_Finalize(); }

// Communicators.

static inline cmpi_communicator cmpi_world(void) {
    cmpi_communicator world = {MPI_COMM_WORLD};
    return world;
}
static inline int cmpi_return_errors(cmpi_communicator communicator) {
    return MPI_Comm_set_errhandler(communicator.handle, MPI_ERRORS_RETURN);
}
static inline int cmpi_rank(cmpi_communicator communicator, int *rank) {
    return MPI_Comm_rank(communicator.handle, rank);
}
static inline int cmpi_size(cmpi_communicator communicator, int *size) {
    return MPI_Comm_size(communicator.handle, size);
}
static inline int cmpi_duplicate(cmpi_communicator communicator, cmpi_communicator *copy) {
    return MPI_Comm_dup(communicator.handle, &copy->handle);
}
static inline int cmpi_free(cmpi_communicator *communicator) { return MPI_Comm_free(&communicator->handle); }
static inline int cmpi_abort(cmpi_communicator communicator, int exit_code) {
    return MPI_Abort(communicator.handle, exit_code);
}

// Collective operations that wait.

static inline int cmpi_barrier(cmpi_communicator communicator) { return MPI_Barrier(communicator.handle); }
static inline int cmpi_broadcast(void *bytes, int count, int root, cmpi_communicator communicator) {
    return MPI_Bcast(bytes, count, MPI_BYTE, root, communicator.handle);
}
static inline int cmpi_alltoall(const void *sent, void *received, int count, cmpi_communicator communicator) {
    return MPI_Alltoall(sent, count, MPI_BYTE, received, count, MPI_BYTE, communicator.handle);
}
static inline int cmpi_alltoallv(
    const void *sent, const int *sent_counts, const int *sent_displacements, void *received,
    const int *received_counts, const int *received_displacements, cmpi_communicator communicator) {
    return MPI_Alltoallv(
        sent, sent_counts, sent_displacements, MPI_BYTE, received, received_counts, received_displacements, MPI_BYTE,
        communicator.handle);
}

static inline MPI_Datatype cmpi_datatype_(enum cmpi_word word) {
    switch (word) {
    case CMPI_UINT64: return MPI_UINT64_T;
    case CMPI_INT64: return MPI_INT64_T;
    case CMPI_DOUBLE: return MPI_DOUBLE;
    }
    return MPI_DATATYPE_NULL;
}
static inline MPI_Op cmpi_operation_(enum cmpi_reduction reduction) {
    switch (reduction) {
    case CMPI_SUM: return MPI_SUM;
    case CMPI_MINIMUM: return MPI_MIN;
    case CMPI_MAXIMUM: return MPI_MAX;
    }
    return MPI_OP_NULL;
}
// Every rank's `values` become the reduction of all ranks' values, in place.
static inline int cmpi_allreduce(
    void *values, int count, enum cmpi_word word, enum cmpi_reduction reduction, cmpi_communicator communicator) {
    return MPI_Allreduce(
        MPI_IN_PLACE, values, count, cmpi_datatype_(word), cmpi_operation_(reduction), communicator.handle);
}

// Collective operations that only start. Buffers, counts and displacements stay where they are until the request is
// complete.

static inline cmpi_request cmpi_no_request(void) {
    cmpi_request request = {MPI_REQUEST_NULL};
    return request;
}
static inline int cmpi_ialltoall(
    const void *sent, void *received, int count, cmpi_communicator communicator, cmpi_request *request) {
    return MPI_Ialltoall(
        sent, count, MPI_BYTE, received, count, MPI_BYTE, communicator.handle, &request->handle);
}
static inline int cmpi_ialltoallv(
    const void *sent, const int *sent_counts, const int *sent_displacements, void *received,
    const int *received_counts, const int *received_displacements, cmpi_communicator communicator,
    cmpi_request *request) {
    return MPI_Ialltoallv(
        sent, sent_counts, sent_displacements, MPI_BYTE, received, received_counts, received_displacements, MPI_BYTE,
        communicator.handle, &request->handle);
}

// Messages from one rank to another one, which only start.

static inline int cmpi_isend(
    const void *bytes, int count, int target, int tag, cmpi_communicator communicator, cmpi_request *request) {
    return MPI_Isend(bytes, count, MPI_BYTE, target, tag, communicator.handle, &request->handle);
}
static inline int cmpi_irecv(
    void *bytes, int count, int source, int tag, cmpi_communicator communicator, cmpi_request *request) {
    return MPI_Irecv(bytes, count, MPI_BYTE, source, tag, communicator.handle, &request->handle);
}

// Whether a message of anybody has come, and from whom it is.
static inline int cmpi_probe(int tag, cmpi_communicator communicator, int *has_come, int *source, int *count) {
    MPI_Status status;
    int code = MPI_Iprobe(MPI_ANY_SOURCE, tag, communicator.handle, has_come, &status);
    if (code != MPI_SUCCESS || !*has_come) return code;
    *source = status.MPI_SOURCE;
    return MPI_Get_count(&status, MPI_BYTE, count);
}
static inline int cmpi_receive(void *bytes, int count, int source, int tag, cmpi_communicator communicator) {
    return MPI_Recv(bytes, count, MPI_BYTE, source, tag, communicator.handle, MPI_STATUS_IGNORE);
}

static inline int cmpi_test(cmpi_request *request, int *complete) {
    return MPI_Test(&request->handle, complete, MPI_STATUS_IGNORE);
}

#endif
