// Connections between programs and workers.

// TCP's options are extensions.
#define _GNU_SOURCE

#include "CRemote.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/random.h>
#endif

/// Of a connection over which nothing comes: seconds until it is asked, between questions, and how many go unanswered.
enum { idle_seconds = 3, question_seconds = 1, most_questions = 5, silence_milliseconds = 8000 };

static void set(int file, int level, int option, int value) { setsockopt(file, level, option, &value, sizeof value); }

void renoir_prepare_connection(int file) {
    fcntl(file, F_SETFD, FD_CLOEXEC);
    fcntl(file, F_SETFL, O_NONBLOCK);
    set(file, IPPROTO_TCP, TCP_NODELAY, 1);
    set(file, SOL_SOCKET, SO_KEEPALIVE, 1);
#ifdef __linux__
    set(file, IPPROTO_TCP, TCP_KEEPIDLE, idle_seconds);
    set(file, IPPROTO_TCP, TCP_KEEPINTVL, question_seconds);
    set(file, IPPROTO_TCP, TCP_KEEPCNT, most_questions);
    set(file, IPPROTO_TCP, TCP_USER_TIMEOUT, silence_milliseconds);
#endif
}

static int find(const char *host, const char *port, struct addrinfo **found) {
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    return getaddrinfo(host, port, &wanted, found);
}

int renoir_dial(const char *host, const char *port, int index, const char **problem) {
    struct addrinfo *found;
    *problem = NULL;
    int code = find(host, port, &found);
    if (code != 0) {
        *problem = gai_strerror(code);
        return -2;
    }
    struct addrinfo *address = found;
    while (address && index-- > 0) address = address->ai_next;
    int file = -2;
    if (address) {
        file = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
        if (file >= 0) renoir_prepare_connection(file);
        if (file < 0 || (connect(file, address->ai_addr, address->ai_addrlen) != 0 && errno != EINPROGRESS)) {
            *problem = strerror(errno);
            if (file >= 0) close(file);
            file = -1;
        }
    }
    freeaddrinfo(found);
    return file;
}

int renoir_connection_problem(int file) {
    int code = 0;
    socklen_t length = sizeof code;
    return getsockopt(file, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno;
}

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
    }
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

int renoir_worker_listen(const char *host, const char *port, bool may_be_public, uint16_t *bound, const char **problem) {
    struct addrinfo *found;
    *problem = NULL;
    int code = find(host, port, &found);
    if (code != 0) {
        *problem = gai_strerror(code);
        return -1;
    }
    int file = -1;
    // A host's own name is its loopback on many systems, where nobody else could connect.
    bool means_loopback = strcmp(host, "localhost") == 0 || strchr(host, ':') || host[strspn(host, "0123456789.")] == 0;
    for (struct addrinfo *address = found; address && file < 0; address = address->ai_next) {
        if (may_be_public && !means_loopback && is_loopback(address->ai_addr)) {
            *problem = "that name is this machine's own loopback here, where others can't connect; 0.0.0.0 is all of its addresses";
            continue;
        }
        if (!may_be_public && !is_loopback(address->ai_addr)) {
            file = -2;
            break;
        }
        file = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
        if (file < 0) {
            *problem = strerror(errno);
            continue;
        }
        set(file, SOL_SOCKET, SO_REUSEADDR, 1);
        fcntl(file, F_SETFD, FD_CLOEXEC);
        fcntl(file, F_SETFL, O_NONBLOCK);
        struct sockaddr_storage own;
        socklen_t length = sizeof own;
        if (bind(file, address->ai_addr, address->ai_addrlen) != 0 || listen(file, SOMAXCONN) != 0 ||
            getsockname(file, (struct sockaddr *)&own, &length) != 0) {
            *problem = strerror(errno);
            close(file);
            file = -1;
            continue;
        }
        *bound = ntohs(own.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&own)->sin6_port
                                                 : ((struct sockaddr_in *)&own)->sin_port);
    }
    freeaddrinfo(found);
    return file;
}

int renoir_random(uint8_t *bytes, size_t count) {
#ifdef __linux__
    return getrandom(bytes, count, 0) == (ssize_t)count ? 0 : -1;
#else
    arc4random_buf(bytes, count);
    return 0;
#endif
}

int renoir_adopt_orphans(void) {
#ifdef __linux__
    return prctl(PR_SET_CHILD_SUBREAPER, 1);
#else
    return -1;
#endif
}
