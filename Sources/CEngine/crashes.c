// dladdr and what a thread knows of its stack are extensions.
#define _GNU_SOURCE

#include "renoir_crashes.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "renoir_voice.h"

typedef struct crash {
    int signal;
    const char *what;
} crash;

/// Traps are one of the first two, by the processor.
static const crash crashes[] = {
    {SIGILL, "it has trapped, as at an index out of range, a nil, an overflow or a fatalError"},
    {SIGTRAP, "it has trapped, as at an index out of range, a nil, an overflow or a fatalError"},
    {SIGSEGV, "it has used memory that isn't there"},
    {SIGBUS, "it has used memory that isn't there"},
    {SIGFPE, "it has divided by zero"},
    {SIGABRT, "it has given up"},
};
enum { crash_count = sizeof crashes / sizeof *crashes };

/// What a report has room for.
enum { line_bytes = 512, name_bytes = 200 };
/// Bytes of the stack on which a thread handles its crash; more than any handler that follows ours needs.
static const size_t handling_bytes = 64 << 10;
/// Bytes beyond a stack that its next frame may reach.
static const size_t beyond_stack = 1 << 20;
/// The exit code of an error that the system's memory causes, as docs/failures.md has it.
enum { code_of_resources = 7 };
/// Milliseconds for which a crash waits until another one is reported, and until the report of Swift's runtime is over.
enum { report_patience = 2000, backtrace_patience = 30000, look = 10 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int depth;
static int process_rank = -1;
/// Whether somebody has said what Swift's runtime should do about crashes.
static volatile sig_atomic_t wants_backtrace;
static struct sigaction before[crash_count];
static int is_ours[crash_count];
/// Whether the handler from before gets its turn after ours.
static volatile sig_atomic_t is_followed[crash_count];

typedef struct thread_place {
    int rank;
    /// Of its stack, as far as it's known.
    uintptr_t lowest;
    void *handling;
} thread_place;

__thread const char *renoir_working_operator __attribute__((tls_model("initial-exec")));
static __thread thread_place place __attribute__((tls_model("initial-exec"))) = {-1, 0, 0};

// MARK: The line

typedef struct line {
    char bytes[line_bytes];
    size_t count;
} line;

static void add(line *line, const char *text) {
    while (*text && line->count < line_bytes - 1) line->bytes[line->count++] = *text++;
}

static void add_number(line *line, size_t number) {
    char digits[24];
    size_t first = sizeof digits - 1;
    digits[first] = 0;
    do digits[--first] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    add(line, digits + first);
}

/// Begins the line with where it happened.
static void begin(line *line) {
    int rank = place.rank >= 0 ? place.rank : process_rank;
    add(line, "renoir: ");
    if (rank >= 0) {
        add(line, "rank ");
        add_number(line, (size_t)rank);
        add(line, ": ");
    }
    if (!renoir_working_operator) return;
    // Names are the program's; what comes behind is more important.
    size_t room = line->count + name_bytes;
    for (const char *name = renoir_working_operator; *name && line->count < room; name++)
        line->bytes[line->count++] = *name;
    add(line, ": ");
}

static void finish(line *line) {
    line->bytes[line->count++] = '\n';
    ssize_t written;
    do written = write(STDERR_FILENO, line->bytes, line->count);
    while (written < 0 && errno == EINTR);
}

static int is_at_stack(uintptr_t address) {
    return place.lowest && address < place.lowest + handling_bytes && address + beyond_stack > place.lowest;
}

static void report(const crash *crash, const siginfo_t *info) {
    line line = {.count = 0};
    const char *what = crash->what;
    if (info->si_code > 0 && (crash->signal == SIGSEGV || crash->signal == SIGBUS) &&
        is_at_stack((uintptr_t)info->si_addr))
        what = "its stack is full, as of a function that calls itself without an end";
    begin(&line);
    add(&line, "the program has crashed (signal ");
    add_number(&line, (size_t)crash->signal);
    add(&line, "): ");
    add(&line, what);
    if (!wants_backtrace) add(&line, "; SWIFT_BACKTRACE=enable=yes shows where");
    finish(&line);
}

// MARK: The end

static void wait_for(renoir_voice *voice, int milliseconds) {
    for (int waited = 0; waited < milliseconds && !(voice && renoir_voice_has_told(voice)); waited += look)
        poll(0, 0, look);
}

/// Whether this thread tells of the end of the program; if not, waits until the one has that does.
static int is_first(int code) {
    renoir_voice *voice = renoir_current_voice();
    if (!renoir_voice_take(voice, code)) return 1;
    wait_for(voice, report_patience);
    return 0;
}

_Noreturn void renoir_no_memory(size_t bytes) {
    if (is_first(code_of_resources)) {
        line line = {.count = 0};
        begin(&line);
        add(&line, "the system gives no ");
        add_number(&line, bytes);
        add(&line, " bytes of memory; use fewer workers, or more hosts, or lower stateBytes");
        finish(&line);
        renoir_voice_told(renoir_current_voice());
    }
    _exit(renoir_voice_code(renoir_current_voice()));
}

static void handle(int signal, siginfo_t *info, void *context) {
    (void)context;
    size_t index = 0;
    while (index < crash_count - 1 && crashes[index].signal != signal) index++;
    int code = 128 + signal;
    if (!is_first(code)) {
        // Another thread, or another rank, has told of its failure, and the program ends for that.
        if (is_followed[index]) wait_for(0, backtrace_patience);
        _exit(renoir_voice_code(renoir_current_voice()));
    }
    report(&crashes[index], info);
    renoir_voice_told(renoir_current_voice());
    if (!is_followed[index]) _exit(code);
    // The instruction runs again; what came from outside has to come again.
    sigaction(signal, &before[index], NULL);
    if (info->si_code <= 0) raise(signal);
}

// MARK: Who handles what

extern void swift_retain(void *) __attribute__((weak));

static const void *library_of(const void *address) {
    Dl_info found;
    return address && dladdr((void *)(uintptr_t)address, &found) ? found.dli_fbase : NULL;
}

static int is_of_open_mpi(const void *address) {
    Dl_info found;
    if (!dladdr((void *)(uintptr_t)address, &found) || !found.dli_fname) return 0;
    const char *name = strrchr(found.dli_fname, '/');
    name = name ? name + 1 : found.dli_fname;
    return strncmp(name, "libopen-pal.", strlen("libopen-pal.")) == 0;
}

/// Whether the program would have no other wish than the default if nobody had brought a handler along.
static int is_replaceable(const struct sigaction *action, volatile sig_atomic_t *is_followed) {
    *is_followed = 0;
    if (!(action->sa_flags & SA_SIGINFO) && (action->sa_handler == SIG_DFL || action->sa_handler == SIG_IGN))
        return action->sa_handler == SIG_DFL;
    const void *handler = (const void *)(uintptr_t)action->sa_sigaction;
    const void *library = library_of(handler);
    if (library && library == library_of((const void *)(uintptr_t)swift_retain)) {
        *is_followed = wants_backtrace;
        // Where the runtime is part of the program, its handlers can't be told from those of the program.
        return library != library_of((const void *)(uintptr_t)handle) || *is_followed;
    }
    return is_of_open_mpi(handler);
}

void renoir_watch_crashes(int rank) {
    pthread_mutex_lock(&lock);
    if (depth++ == 0) {
        process_rank = rank;
        wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;
        for (size_t i = 0; i < crash_count; i++) {
            is_ours[i] = sigaction(crashes[i].signal, NULL, &before[i]) == 0 && is_replaceable(&before[i], &is_followed[i]);
            if (!is_ours[i]) continue;
            struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
            sigemptyset(&action.sa_mask);
            is_ours[i] = sigaction(crashes[i].signal, &action, NULL) == 0;
        }
    }
    pthread_mutex_unlock(&lock);
}

void renoir_unwatch_crashes(void) {
    pthread_mutex_lock(&lock);
    if (--depth == 0) {
        for (size_t i = 0; i < crash_count; i++)
            if (is_ours[i]) sigaction(crashes[i].signal, &before[i], NULL);
        process_rank = -1;
    }
    pthread_mutex_unlock(&lock);
}

// MARK: Threads

/// The lowest address of this thread's stack; 0 if it isn't known.
static uintptr_t lowest_of_stack(void) {
#ifdef __APPLE__
    pthread_t self = pthread_self();
    return (uintptr_t)pthread_get_stackaddr_np(self) - pthread_get_stacksize_np(self);
#else
    pthread_attr_t attributes;
    void *lowest = 0;
    size_t bytes = 0;
    if (pthread_getattr_np(pthread_self(), &attributes)) return 0;
    if (pthread_attr_getstack(&attributes, &lowest, &bytes)) lowest = 0;
    pthread_attr_destroy(&attributes);
    return (uintptr_t)lowest;
#endif
}

void renoir_enter_thread(int rank) {
    place.rank = rank;
    place.lowest = lowest_of_stack();
    stack_t now;
    // Sanitizers bring a stack of their own.
    if (sigaltstack(NULL, &now) || !(now.ss_flags & SS_DISABLE)) return;
    void *memory = mmap(0, handling_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    stack_t stack = {.ss_sp = memory, .ss_size = handling_bytes};
    if (sigaltstack(&stack, NULL)) {
        munmap(memory, handling_bytes);
    } else {
        place.handling = memory;
    }
}

void renoir_leave_thread(void) {
    renoir_working_operator = NULL;
    place.rank = -1;
    place.lowest = 0;
    if (!place.handling) return;
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    munmap(place.handling, handling_bytes);
    place.handling = 0;
}
