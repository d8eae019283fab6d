#ifndef RENOIR_CPROCESSES_H
#define RENOIR_CPROCESSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The helper of an agent: a process without threads and without MPI, which starts processes and says how they end.

/// What a new process has of its own.
typedef struct renoir_birth {
    /// Its connection to the agent, and the socket at which others reach it.
    int control, listener;
} renoir_birth;

/// What a new process that is a copy of the helper does; it doesn't return.
typedef void (*renoir_beginning)(const renoir_birth *birth);

/// Starts the helper. 0, or the error.
///
/// It's forked by a thread on which nothing has run, because Swift's runtime keeps the number of a thread with the thread, and
/// takes it for the owner of a lock: in a copy of a thread that has run Swift it would be that of somebody else. What is copied from
/// the helper therefore begins anew on that thread's stack, by `begin`.
///
/// `executes`: whether all processes start from `program` with `arguments` instead, because a copy of this one would lack threads.
/// They are told of their connection by the environment then.
int renoir_fork_helper(bool executes, const char *program, char *const arguments[], renoir_beginning begin,
                       pid_t *helper, int *link);

/// The variable that tells a process started anew which descriptors are its own.
extern const char *const renoir_birth_variable;

/// Reads that variable, and removes it; false if there is none.
bool renoir_read_birth(renoir_birth *birth);

/// What the helper says of a process: it runs, it can't be started (`status` is the error), it has ended (`status` as waitpid tells it).
typedef struct renoir_event {
    uint32_t kind, request;
    int32_t process, status;
} renoir_event;

enum renoir_event_kind { RENOIR_STARTED = 1, RENOIR_NOT_STARTED = 2, RENOIR_ENDED = 3 };

/// What the helper is asked for; `environment_bytes` of text follow, in which each variable ends with a zero.
typedef struct renoir_order {
    uint32_t request;
    uint32_t file_count;
    /// Whether standard input is the agent's, and not empty.
    uint32_t keeps_input;
    /// Whether it starts from the program's file in any case.
    uint32_t executes;
    /// No bit is any core.
    uint64_t cores[16];
    uint64_t environment_bytes;
} renoir_order;

enum { renoir_most_files = 4 };

/// Orders a process with the files control, listener, and, unless it has the agent's own, output and errors.
int renoir_order_process(int link, const renoir_order *order, const int files[], const char *environment);

/// Ends all children of this process, and all that they leave behind.
void renoir_end_strays(void);

/// The threads of this process; 0 if the system doesn't say.
int renoir_thread_count(void);

/// The cores on which this process may run, as bits.
void renoir_own_cores(uint64_t cores[16]);

/// Sets how much memory for data this process may have, and never more than before. 0, or the error.
int renoir_limit_data(uint64_t bytes);

/// Short waits of this thread take no longer than they are to.
void renoir_be_punctual(void);

/// As many descriptors as the system gives.
void renoir_raise_descriptors(void);

// Sockets with names that no file has, of this user's alone.

/// Listens at `name`; -1 with errno set.
int renoir_listen_at(const char *name);

/// Connects to whoever listens at `name`; -1 with errno set, to EACCES if that is somebody else's process.
int renoir_connect_to(const char *name);

/// The next connection of this user's, without waiting; -1 with errno set, to EAGAIN if there is none.
int renoir_accept(int listener);

/// A pair of connected sockets.
int renoir_socket_pair(int ends[2]);

// Waiting for many descriptors.

enum { renoir_reads = 1, renoir_writes = 2 };

int renoir_make_watch(void);
int renoir_watch(int watch, int descriptor, int interest);
void renoir_forget(int watch, int descriptor);
/// Fills in what is ready; a negative time is for ever. Returns how many, 0 also when a signal came.
int renoir_wait(int watch, int descriptors[], int ready[], int most, long microseconds);

/// A counter that can be waited for as a file.
int renoir_make_bell(void);
void renoir_ring(int bell);
void renoir_hear(int bell);

#endif
