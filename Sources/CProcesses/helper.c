// The helper of an agent: it has no threads, so that a copy of it is a whole process, and it calls nothing that could wait for
// a lock of a thread that isn't there.

#define _GNU_SOURCE

#include "CProcesses.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/prctl.h>
#endif

extern char **environ;

const char *const renoir_birth_variable = "RENOIR_PROCESS";

/// The processes that run.
static pid_t *processes;
static size_t process_count, process_room;

static bool note_process(pid_t process) {
    if (process_count == process_room) {
        size_t room = process_room > 0 ? 2 * process_room : 64;
        pid_t *more = realloc(processes, room * sizeof *more);
        if (more == NULL) return false;
        processes = more;
        process_room = room;
    }
    processes[process_count++] = process;
    return true;
}

static void forget_process(pid_t process) {
    for (size_t i = 0; i < process_count; i++) {
        if (processes[i] != process) continue;
        processes[i] = processes[--process_count];
        return;
    }
}

static bool read_all(int file, void *bytes, size_t count) {
    char *place = bytes;
    while (count > 0) {
        ssize_t got = read(file, place, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        place += got;
        count -= (size_t)got;
    }
    return true;
}

static bool write_all(int file, const void *bytes, size_t count) {
    const char *place = bytes;
    while (count > 0) {
        ssize_t put = send(file, place, count, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        place += put;
        count -= (size_t)put;
    }
    return true;
}

static void say(int link, uint32_t kind, uint32_t request, pid_t process, int status) {
    renoir_event event = {.kind = kind, .request = request, .process = process, .status = status};
    write_all(link, &event, sizeof event);
}

/// Processes that a process has left behind end with it, those that are no group of its own at the end of the job.
static void end_group(pid_t process) { kill(-process, SIGKILL); }

static void tell_ends(int link) {
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return;
        // As long as it hasn't been waited for, its number is nobody else's.
        end_group(info.si_pid);
        int status = 0;
        if (waitpid(info.si_pid, &status, 0) != info.si_pid) continue;
        forget_process(info.si_pid);
        say(link, RENOIR_ENDED, 0, info.si_pid, status);
    }
}

/// Ends the children that the system has given to a thread of this process, because their parents are gone.
static void end_strays_of(const char *thread) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/self/task/%.20s/children", thread);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return;
    text[count] = 0;
    for (char *rest = text, *end = NULL;; rest = end) {
        long process = strtol(rest, &end, 10);
        if (end == rest) break;
        if (process > 1) kill((pid_t)process, SIGKILL);
    }
}

static void end_strays(void) {
    DIR *folder = opendir("/proc/self/task");
    if (folder == NULL) return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') end_strays_of(entry->d_name);
    }
    closedir(folder);
}

enum { most_looks = 200, look_microseconds = 5000 };

void renoir_end_strays(void) {
    for (int look = 0; look < most_looks; look++) {
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) end_group(ended);
        if (ended < 0 && errno == ECHILD) break;
        end_strays();
        usleep(look_microseconds);
    }
}

/// The agent is gone: nobody of the job must stay.
static _Noreturn void end_all(void) {
    for (size_t i = 0; i < process_count; i++) {
        end_group(processes[i]);
        kill(processes[i], SIGKILL);
    }
    renoir_end_strays();
    _exit(0);
}

static bool receive_order(int link, renoir_order *order, int files[renoir_most_files]) {
    union {
        char bytes[CMSG_SPACE(renoir_most_files * sizeof(int))];
        struct cmsghdr header;
    } control;
    struct iovec part = {.iov_base = order, .iov_len = sizeof *order};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t count;
    do count = recvmsg(link, &message, MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    size_t got = 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        got = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(files, CMSG_DATA(header), got * sizeof(int));
    }
    if ((size_t)count < sizeof *order && !read_all(link, (char *)order + count, sizeof *order - (size_t)count)) {
        return false;
    }
    return got == order->file_count && got >= 2;
}

static void set_default_signals(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        if (signal != SIGKILL && signal != SIGSTOP) sigaction(signal, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_cores(const uint64_t cores[16]) {
#ifdef __linux__
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int core = 0; core < 1024; core++) {
        if (cores[core / 64] >> (core % 64) & 1) CPU_SET(core, &set);
    }
    // Where it's refused, it was a wish.
    if (CPU_COUNT(&set) > 0) sched_setaffinity(0, sizeof set, &set);
#else
    (void)cores;
#endif
}

/// Variables, the last one followed by NULL; `text` stays theirs.
static char **variables(char *text, size_t bytes, size_t more) {
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) count += text[i] == 0;
    char **list = malloc((count + more + 1) * sizeof *list);
    if (list == NULL) return NULL;
    size_t filled = 0;
    for (char *place = text; place < text + bytes; place += strlen(place) + 1) list[filled++] = place;
    list[filled] = NULL;
    return list;
}

/// In the new process. Returns whether it's one.
static bool become(const renoir_order *order, const int files[], char *environment, pid_t parent, int link) {
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return false;
#else
    (void)parent;
#endif
    if (setsid() < 0) return false;
    close(link);
    free(processes);
    processes = NULL;
    process_count = process_room = 0;
    set_cores(order->cores);
    if (order->file_count == renoir_most_files) {
        if (dup2(files[2], 1) < 0 || dup2(files[3], 2) < 0) return false;
        close(files[2]);
        close(files[3]);
    }
    if (!order->keeps_input) {
        int nothing = open("/dev/null", O_RDONLY);
        if (nothing < 0 || dup2(nothing, 0) < 0) return false;
        if (nothing > 2) close(nothing);
    }
    char **list = variables(environment, order->environment_bytes, 1);
    if (list == NULL) return false;
    environ = list;
    set_default_signals();
    return true;
}

static _Noreturn void execute(const char *program, char *const arguments[], const renoir_birth *birth) {
    char text[64];
    snprintf(text, sizeof text, "%s=%d,%d", renoir_birth_variable, birth->control, birth->listener);
    size_t count = 0;
    while (environ[count] != NULL) count++;
    environ[count] = text;
    environ[count + 1] = NULL;
    fcntl(birth->control, F_SETFD, 0);
    fcntl(birth->listener, F_SETFD, 0);
    execve(program, arguments, environ);
    dprintf(STDERR_FILENO, "renoir: %s can't be started: %s\n", program, strerror(errno));
    _exit(127);
}

static void ignore(int signal) { (void)signal; }

/// Starts processes until the agent is gone. Returns in the new processes.
static void serve(int link, bool executes, const char *program, char *const arguments[], renoir_birth *birth) {
    pid_t own = getpid();
    sigset_t ends, waiting;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ends, &waiting);
    sigdelset(&waiting, SIGCHLD);
    struct sigaction noted = {.sa_handler = ignore};
    sigaction(SIGCHLD, &noted, NULL);
    for (;;) {
        tell_ends(link);
        struct pollfd news = {.fd = link, .events = POLLIN};
        if (ppoll(&news, 1, NULL, &waiting) <= 0) continue;
        renoir_order order;
        int files[renoir_most_files] = {-1, -1, -1, -1};
        if (!receive_order(link, &order, files)) end_all();
        char *environment = malloc(order.environment_bytes + 1);
        if (environment == NULL || !read_all(link, environment, order.environment_bytes)) end_all();
        pid_t process = fork();
        if (process == 0) {
            if (!become(&order, files, environment, own, link)) _exit(126);
            *birth = (renoir_birth){.control = files[0], .listener = files[1]};
            if (executes || order.executes) execute(program, arguments, birth);
            return;
        }
        int code = errno;
        for (size_t i = 0; i < order.file_count; i++) close(files[i]);
        free(environment);
        if (process > 0 && !note_process(process)) {
            kill(process, SIGKILL);
            process = -1;
            code = ENOMEM;
        }
        if (process > 0) {
            say(link, RENOIR_STARTED, order.request, process, 0);
        } else {
            say(link, RENOIR_NOT_STARTED, order.request, 0, code);
        }
    }
}

enum { stack_bytes = 16 << 20 };

/// What the thread that becomes the helper needs, and what it leaves.
typedef struct fork_order {
    bool executes;
    const char *program;
    char *const *arguments;
    renoir_beginning begin;
    pid_t helper;
    int ends[2];
    int code;
} fork_order;

static void *fork_helper(void *context) {
    fork_order *order = context;
    order->helper = fork();
    order->code = errno;
    if (order->helper != 0) return NULL;
    close(order->ends[0]);
    // Signals of a terminal, and those by which a launcher ends its ranks, are for the agent; its end is what is waited for here.
    setsid();
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
    renoir_birth birth;
    serve(order->ends[1], order->executes, order->program, order->arguments, &birth);
    order->begin(&birth);
    _exit(0);
}

int renoir_fork_helper(bool executes, const char *program, char *const arguments[], renoir_beginning begin,
                       pid_t *helper, int *link) {
    fork_order order = {.executes = executes, .program = program, .arguments = arguments, .begin = begin};
    if (renoir_socket_pair(order.ends) != 0) return errno;
    // What is in a buffer would be written by each copy.
    fflush(NULL);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    pthread_t thread;
    int code = pthread_create(&thread, &attributes, fork_helper, &order);
    pthread_attr_destroy(&attributes);
    if (code == 0) {
        pthread_join(thread, NULL);
        if (order.helper < 0) code = order.code;
    }
    close(order.ends[1]);
    if (code != 0) {
        close(order.ends[0]);
        return code;
    }
#ifdef __linux__
    // If the helper is killed, what its processes have left behind is this one's.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
    *helper = order.helper;
    *link = order.ends[0];
    return 0;
}

bool renoir_read_birth(renoir_birth *birth) {
    const char *text = getenv(renoir_birth_variable);
    if (text == NULL) return false;
    bool is_complete = sscanf(text, "%d,%d", &birth->control, &birth->listener) == 2;
    unsetenv(renoir_birth_variable);
    if (!is_complete || fcntl(birth->control, F_SETFD, FD_CLOEXEC) != 0) return false;
    return fcntl(birth->listener, F_SETFD, FD_CLOEXEC) == 0;
}

int renoir_order_process(int link, const renoir_order *order, const int files[], const char *environment) {
    union {
        char bytes[CMSG_SPACE(renoir_most_files * sizeof(int))];
        struct cmsghdr header;
    } control;
    memset(&control, 0, sizeof control);
    size_t bytes = order->file_count * sizeof(int);
    struct iovec part = {.iov_base = (void *)order, .iov_len = sizeof *order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control};
    message.msg_controllen = CMSG_SPACE(bytes);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(bytes);
    memcpy(CMSG_DATA(header), files, bytes);
    ssize_t count;
    do count = sendmsg(link, &message, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -1;
    const char *rest = (const char *)order + count;
    if ((size_t)count < sizeof *order && !write_all(link, rest, sizeof *order - (size_t)count)) return -1;
    return write_all(link, environment, order->environment_bytes) ? 0 : -1;
}
