// Starting a process that ends with this one, which posix_spawn can't express.

// prctl and pipe2 are extensions.
#define _GNU_SOURCE

#include "CRemote.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { file_count = 3 };

static void set_default_signals(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        struct sigaction action;
        // What is ignored stays ignored, as nohup wants it; what is caught would run a handler of ours.
        if (sigaction(signal, NULL, &action) != 0) continue;
        if (!(action.sa_flags & SA_SIGINFO) && (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN)) continue;
        action = (struct sigaction){.sa_handler = SIG_DFL};
        sigaction(signal, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/// Runs in the new process: only what is allowed between fork and exec in a process with threads.
static int become(const char *path, char *const arguments[], char *const environment[], const int files[3],
                  int signal, pid_t parent) {
#ifdef __linux__
    if (signal != 0 && prctl(PR_SET_PDEATHSIG, signal) != 0) return errno;
    if (getppid() != parent) return ECHILD;
#else
    (void)signal;
    (void)parent;
#endif
    if (setsid() < 0) return errno;
    // Out of the way first: a file may have the number that another one is to get.
    int copies[file_count];
    for (int i = 0; i < file_count; i++) {
        if ((copies[i] = fcntl(files[i], F_DUPFD_CLOEXEC, file_count)) < 0) return errno;
    }
    for (int i = 0; i < file_count; i++) {
        if (dup2(copies[i], i) < 0) return errno;
    }
    set_default_signals();
    execve(path, arguments, environment);
    return errno;
}

static int cloexec_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

pid_t renoir_start(const char *path, char *const arguments[], char *const environment[], const int files[3],
                   int signal) {
    // Closed by exec; until then it can tell why there was none.
    int failure[2];
    if (cloexec_pipe(failure) != 0) return -1;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        int code = become(path, arguments, environment, files, signal, parent);
        ssize_t written = write(failure[1], &code, sizeof code);
        _exit(written < 0 ? 126 : 127);
    }
    int code = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(failure[1]);
    if (child > 0) {
        ssize_t count;
        while ((count = read(failure[0], &code, sizeof code)) < 0 && errno == EINTR) continue;
        if (count == sizeof code) {
            while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
            child = -1;
        }
    }
    close(failure[0]);
    errno = code;
    return child;
}

pid_t renoir_own_peer(int socket) {
#ifdef __linux__
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == geteuid()) return peer.pid;
#else
    (void)socket;
#endif
    return -1;
}

static const int caught[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGCHLD, SIGPIPE};
enum { caught_count = sizeof caught / sizeof *caught };

static struct sigaction before[caught_count];
static bool is_ours[caught_count];
static int signals[2] = {-1, -1};

static void tell(int signal) {
    // What is written to somebody who is gone fails, and that is enough. Ignored, it would stay so in new processes.
    if (signal == SIGPIPE) return;
    int code = errno;
    unsigned char byte = (unsigned char)signal;
    // The pipe doesn't block: when it is full, whoever reads has enough to do.
    ssize_t written = write(signals[1], &byte, 1);
    (void)written;
    errno = code;
}

int renoir_catch_signals(void) {
    if (signals[0] < 0) {
        if (cloexec_pipe(signals) != 0) return -1;
        for (int end = 0; end < 2; end++) fcntl(signals[end], F_SETFL, O_NONBLOCK);
    }
    for (size_t i = 0; i < caught_count; i++) {
        if (is_ours[i] || sigaction(caught[i], NULL, &before[i]) != 0) continue;
        bool is_ignored = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler == SIG_IGN;
        // Without it, the end of a process could not be waited for.
        if (is_ignored && caught[i] != SIGCHLD) continue;
        struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        is_ours[i] = sigaction(caught[i], &action, NULL) == 0;
    }
    return signals[0];
}

void renoir_release_signals(void) {
    for (size_t i = 0; i < caught_count; i++) {
        if (is_ours[i]) sigaction(caught[i], &before[i], NULL);
        is_ours[i] = false;
    }
}
