#ifndef RENOIR_CRASHES_H
#define RENOIR_CRASHES_H

#include <stddef.h>

/// From now on a signal by which the process ends itself (a trap, a wrong address, a full stack) has one line, by `rank` and the
/// operator that runs on the thread, and the exit code 128 + n. −1 is no rank.
///
/// Handlers that the program has, or a sanitizer, stay; those that Swift's runtime and Open MPI have brought along don't. With
/// SWIFT_BACKTRACE in the environment the runtime's own report follows the line. Calls nest, from any thread; the rank of the
/// outermost counts.
void renoir_watch_crashes(int rank);

/// The handlers are again what they were before they were watched.
void renoir_unwatch_crashes(void);

/// Ends the program with exit code 7 and one line, by the operator that runs on the thread: the system gives no `bytes`.
_Noreturn void renoir_no_memory(size_t bytes);

/// What a thread says of itself when it crashes. Called by the thread, `rank` −1 for none; every `enter` has its `leave`.
void renoir_enter_thread(int rank);
void renoir_leave_thread(void);

/// The operator that runs on this thread, where it's read if that is its last; null for none. Lives until another one is named.
extern __thread const char *renoir_working_operator __attribute__((tls_model("initial-exec")));

static inline void renoir_work_on(const char *name) { renoir_working_operator = name; }

static inline const char *renoir_worked_on(void) { return renoir_working_operator; }

#endif
