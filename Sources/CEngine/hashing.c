// Makes Swift's Hasher start from the same seed in all ranks of a job.
//
// The engine's own hash serves the usual key types; for any other type it is Hasher that decides where
// a key goes, and that starts from a random seed in each process. The seed is chosen when the standard
// library is initialised, before main:
//
// - A shared one was initialised before this program, and exports its parameters: they are overwritten.
// - A static one is initialised after the constructor below, which has the earliest priority that is not
//   reserved, and reads the environment: it finds the variable set.
//
// Nothing happens in a process without a launcher: there random seeds protect from chosen keys.

// setenv is POSIX.
#define _POSIX_C_SOURCE 200112L

#include "renoir_hashing.h"

#include <stdint.h>
#include <stdlib.h>

/// What the standard library keeps: a seed of two words and whether it is to be used as it is.
struct hashing_parameters {
    uint64_t seed0, seed1;
    bool deterministic;
};

/// Weak, so that a standard library without it is no error.
extern struct hashing_parameters _swift_stdlib_Hashing_parameters __attribute__((weak));

/// Tells the standard library the arguments of the program.
__attribute__((weak, swiftcall)) void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc);

static bool above_one(const char *variable) {
    const char *value = getenv(variable);
    return value && strtol(value, 0, 10) > 1;
}

bool renoir_has_peers(void) {
    if (above_one("OMPI_COMM_WORLD_SIZE") || above_one("PMI_SIZE")) return true;
    // A batch script has the number of tasks in its environment as well, but is not one of them.
    return getenv("SLURM_PROCID") && (above_one("SLURM_STEP_NUM_TASKS") || above_one("SLURM_NTASKS"));
}

/// Sets the variable that a static standard library is about to read.
static void announce(int argc, char **argv) {
    if (getenv("SWIFT_DETERMINISTIC_HASHING")) return;
    // The library finds the arguments by walking back from the environment, which a new variable moves to
    // the heap: CommandLine.arguments would be empty.
    if (_swift_stdlib_overrideUnsafeArgvArgc) _swift_stdlib_overrideUnsafeArgvArgc(argv, argc);
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1);
}

/// Constructors get the arguments of main from glibc and from macOS. Elsewhere only the parameters are
/// written; ranks compare their hashes when they start, and refuse where that was not enough.
__attribute__((constructor(101))) static void make_hashing_deterministic(int argc, char **argv) {
    if (!renoir_has_peers()) return;
#if defined(__GLIBC__) || defined(__APPLE__)
    announce(argc, argv);
#else
    (void)announce;
    (void)argc;
    (void)argv;
#endif
    if (&_swift_stdlib_Hashing_parameters) {
        _swift_stdlib_Hashing_parameters = (struct hashing_parameters){0, 0, true};
    }
}
