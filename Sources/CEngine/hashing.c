// Makes Swift's Hasher start from the same seed in all ranks of a job.
//
// The engine's own hash serves the usual key types; for any other type it is Hasher that decides where
// a key goes, and that starts from a random seed in each process. The seed is chosen when the first
// collection or Hasher is made, so that a constructor, before main, comes early enough:
//
// - A shared standard library has exported its parameters; they are overwritten in place.
// - A static one reads the environment in an initialiser of its own, after this one: constructors with
//   the earliest priority that is not reserved run before it, so that it finds the variable set.
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

static bool above_one(const char *variable) {
    const char *value = getenv(variable);
    return value && strtol(value, 0, 10) > 1;
}

bool renoir_has_peers(void) {
    if (above_one("OMPI_COMM_WORLD_SIZE") || above_one("PMI_SIZE")) return true;
    // A batch script has the number of tasks in its environment as well, but is not one of them.
    return getenv("SLURM_PROCID") && (above_one("SLURM_STEP_NUM_TASKS") || above_one("SLURM_NTASKS"));
}

__attribute__((constructor(101))) static void make_hashing_deterministic(void) {
    if (!renoir_has_peers()) return;
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1);
    if (&_swift_stdlib_Hashing_parameters) {
        _swift_stdlib_Hashing_parameters = (struct hashing_parameters){0, 0, true};
    }
}
