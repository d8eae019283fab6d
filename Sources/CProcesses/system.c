// What Swift can't say, or not without locks: sockets by name, watches, limits.

#define _GNU_SOURCE

#include "CProcesses.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#ifdef __linux__
#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#endif

static socklen_t address_of(const char *name, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    size_t length = strlen(name);
    if (length > sizeof address->sun_path - 1) length = sizeof address->sun_path - 1;
    memcpy(address->sun_path + 1, name, length);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
}

static bool is_own(int socket) {
#ifdef __linux__
    struct ucred peer;
    socklen_t length = sizeof peer;
    return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == geteuid();
#else
    (void)socket;
    return false;
#endif
}

static int fail(int file, int code) {
    if (file >= 0) close(file);
    errno = code;
    return -1;
}

int renoir_socket_pair(int ends[2]) {
#ifdef __linux__
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
#else
    (void)ends;
    return fail(-1, ENOSYS);
#endif
}

#ifdef __linux__

int renoir_listen_at(const char *name) {
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0) return -1;
    struct sockaddr_un address;
    socklen_t length = address_of(name, &address);
    if (bind(file, (struct sockaddr *)&address, length) != 0 || listen(file, 4096) != 0) return fail(file, errno);
    return file;
}

int renoir_connect_to(const char *name) {
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0) return -1;
    struct sockaddr_un address;
    socklen_t length = address_of(name, &address);
    int code;
    do code = connect(file, (struct sockaddr *)&address, length);
    while (code != 0 && errno == EINTR);
    if (code != 0) return fail(file, errno);
    return is_own(file) ? file : fail(file, EACCES);
}

int renoir_accept(int listener) {
    for (;;) {
        int file = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (file < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
        if (file < 0 || is_own(file)) return file;
        close(file);
    }
}

int renoir_make_watch(void) { return epoll_create1(EPOLL_CLOEXEC); }

int renoir_watch(int watch, int descriptor, int interest) {
    struct epoll_event event = {.data.fd = descriptor};
    if (interest & renoir_reads) event.events |= EPOLLIN;
    if (interest & renoir_writes) event.events |= EPOLLOUT;
    if (epoll_ctl(watch, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
    return errno == ENOENT ? epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &event) : -1;
}

void renoir_forget(int watch, int descriptor) { epoll_ctl(watch, EPOLL_CTL_DEL, descriptor, NULL); }

enum { most_events = 64 };

int renoir_wait(int watch, int descriptors[], int ready[], int most, long microseconds) {
    struct epoll_event events[most_events];
    int milliseconds = microseconds < 0 ? -1 : 0;
    if (microseconds > 0) {
        // A watch itself waits in milliseconds only.
        struct timespec time = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};
        struct pollfd news = {.fd = watch, .events = POLLIN};
        if (ppoll(&news, 1, &time, NULL) <= 0) return 0;
    }
    int count = epoll_wait(watch, events, most < most_events ? most : most_events, milliseconds);
    for (int i = 0; i < count; i++) {
        descriptors[i] = events[i].data.fd;
        ready[i] = 0;
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) ready[i] |= renoir_reads;
        if (events[i].events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) ready[i] |= renoir_writes;
    }
    return count < 0 ? 0 : count;
}

int renoir_make_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void renoir_ring(int bell) {
    uint64_t one = 1;
    ssize_t count = write(bell, &one, sizeof one);
    (void)count;
}

void renoir_hear(int bell) {
    uint64_t sum;
    ssize_t count = read(bell, &sum, sizeof sum);
    (void)count;
}

int renoir_thread_count(void) {
    DIR *folder = opendir("/proc/self/task");
    if (folder == NULL) return 0;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

void renoir_own_cores(uint64_t cores[16]) {
    memset(cores, 0, 16 * sizeof *cores);
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return;
    for (int core = 0; core < 1024; core++) {
        if (CPU_ISSET(core, &set)) cores[core / 64] |= (uint64_t)1 << (core % 64);
    }
}

#else

int renoir_listen_at(const char *name) { return (void)name, fail(-1, ENOSYS); }
int renoir_connect_to(const char *name) { return (void)name, fail(-1, ENOSYS); }
int renoir_accept(int listener) { return (void)listener, fail(-1, ENOSYS); }
int renoir_make_watch(void) { return fail(-1, ENOSYS); }
int renoir_watch(int watch, int descriptor, int interest) { return (void)watch, (void)descriptor, (void)interest, -1; }
void renoir_forget(int watch, int descriptor) { (void)watch, (void)descriptor; }
int renoir_wait(int watch, int descriptors[], int ready[], int most, long microseconds) {
    return (void)watch, (void)descriptors, (void)ready, (void)most, (void)microseconds, 0;
}
int renoir_make_bell(void) { return fail(-1, ENOSYS); }
void renoir_ring(int bell) { (void)bell; }
void renoir_hear(int bell) { (void)bell; }
int renoir_thread_count(void) { return 0; }
void renoir_own_cores(uint64_t cores[16]) { memset(cores, 0, 16 * sizeof *cores); }

#endif

int renoir_limit_data(uint64_t bytes) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) != 0) return errno;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < bytes) bytes = limit.rlim_max;
    limit.rlim_cur = limit.rlim_max = bytes;
    return setrlimit(RLIMIT_DATA, &limit) == 0 ? 0 : errno;
}

void renoir_be_punctual(void) {
#ifdef __linux__
    prctl(PR_SET_TIMERSLACK, 1UL);
#endif
}

void renoir_raise_descriptors(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}
