// memfd_create, and the seals of what it makes, are Linux's own.
#define _GNU_SOURCE

#include "renoir_shared.h"

#include <unistd.h>

int renoir_process(void) { return getpid(); }

#ifdef __linux__
#include <sys/mman.h>
#endif

#ifdef MFD_ALLOW_SEALING

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>

// Asked for by systems that allow no memory files which could be executed, unknown to older ones.
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif

static const char kind[] = "renoir-shared";

/// Nobody may make the memory shorter while others look at it: they would be ended by a signal.
enum { seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };

static renoir_arena none(void) {
    renoir_arena arena = {0, 0, -1};
    return arena;
}

static size_t length_of(size_t blocks, size_t block_bytes) { return renoir_arena_start + blocks * block_bytes; }

/// Whether the process may have `length` more of address space, which is mostly not touched, and a file as long. Beyond the
/// limit of files the system ends the process; one of address space is better kept for what the program needs, but for
/// memory without blocks.
static int is_allowed(size_t length) {
    struct rlimit files, space;
    return getrlimit(RLIMIT_FSIZE, &files) == 0 && (files.rlim_cur == RLIM_INFINITY || files.rlim_cur >= length) &&
           getrlimit(RLIMIT_AS, &space) == 0 &&
           (space.rlim_cur == RLIM_INFINITY || length <= renoir_arena_start);
}

static int make_file(void) {
    unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    int file = memfd_create(kind, flags | MFD_NOEXEC_SEAL);
    return file < 0 && errno == EINVAL ? memfd_create(kind, flags) : file;
}

renoir_arena renoir_arena_make(size_t blocks, size_t block_bytes, uint64_t name) {
    renoir_arena arena = {0, length_of(blocks, block_bytes), -1};
    if (!is_allowed(arena.length) || (arena.descriptor = make_file()) < 0) return none();
    void *base = MAP_FAILED;
    if (ftruncate(arena.descriptor, (off_t)arena.length) == 0 && fcntl(arena.descriptor, F_ADD_SEALS, seals) == 0)
        base = mmap(0, arena.length, PROT_READ | PROT_WRITE, MAP_SHARED, arena.descriptor, 0);
    if (base == MAP_FAILED) {
        close(arena.descriptor);
        return none();
    }
    renoir_arena_header *header = base;
    header->name = name;
    header->blocks = blocks;
    header->block_bytes = block_bytes;
    memset(header->free, 255, blocks / 8);
    arena.base = base;
    return arena;
}

/// Whether `path` leads to memory of this kind. Opening anything else could do something: the process may not be the one
/// that is meant, where processes of one host don't see each other.
static int is_of_kind(const char *path) {
    char target[64];
    ssize_t count = readlink(path, target, sizeof target - 1);
    if (count < 0) return 0;
    target[count] = 0;
    char expected[64];
    snprintf(expected, sizeof expected, "/memfd:%s", kind);
    return strncmp(target, expected, strlen(expected)) == 0;
}

renoir_arena renoir_arena_attach(int process, int descriptor, size_t blocks, size_t block_bytes, uint64_t name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", process, descriptor);
    if (!is_allowed(length_of(blocks, block_bytes)) || !is_of_kind(path)) return none();
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return none();
    struct stat status;
    renoir_arena arena = {0, length_of(blocks, block_bytes), -1};
    int found = fcntl(file, F_GET_SEALS);
    int is_whole = found >= 0 && (found & seals) == seals && fstat(file, &status) == 0 &&
                   status.st_size == (off_t)arena.length;
    void *base = is_whole ? mmap(0, arena.length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
    close(file);
    if (base == MAP_FAILED) return none();
    arena.base = base;
    const renoir_arena_header *header = base;
    if (header->name == name && header->blocks == blocks && header->block_bytes == block_bytes) return arena;
    renoir_arena_close(arena);
    return none();
}

void renoir_arena_close(renoir_arena arena) {
    if (arena.base) munmap(arena.base, arena.length);
    if (arena.descriptor >= 0) close(arena.descriptor);
}

uint64_t renoir_random_name(void) {
    uint64_t name = 0;
    return getrandom(&name, sizeof name, 0) == sizeof name ? name : 0;
}

#else

renoir_arena renoir_arena_make(size_t blocks, size_t block_bytes, uint64_t name) {
    (void)blocks, (void)block_bytes, (void)name;
    renoir_arena arena = {0, 0, -1};
    return arena;
}

renoir_arena renoir_arena_attach(int process, int descriptor, size_t blocks, size_t block_bytes, uint64_t name) {
    (void)process, (void)descriptor;
    return renoir_arena_make(blocks, block_bytes, name);
}

void renoir_arena_close(renoir_arena arena) { (void)arena; }

uint64_t renoir_random_name(void) { return 0; }

#endif
