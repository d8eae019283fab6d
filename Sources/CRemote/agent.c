// What a program is when it is called by a name that only a start on workers gives it, by a link in a folder that nobody
// else may enter: Open MPI's way to a host, in place of ssh. It is called as ssh is, with a host and the words of a
// command, has the process that started the job run that command there, through the socket beside the link, and passes
// standard input, output, errors and the exit code on.
//
// As with the helper for ssh's questions, that happens before main.

#define _POSIX_C_SOURCE 200809L

#include "CRemote.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define AGENT_NAME "renoir-agent"
#define SOCKET_NAME "agent"

const char *const renoir_agent_name = AGENT_NAME;
const char *const renoir_agent_socket = SOCKET_NAME;

#if defined(__GLIBC__) || defined(__APPLE__)

enum { header_bytes = 5, most_bytes = 1 << 14, failure = 255 };

static int write_all(int file, const void *bytes, size_t count) {
    const char *rest = bytes;
    while (count > 0) {
        ssize_t written = write(file, rest, count);
        if (written <= 0) return -1;
        rest += written;
        count -= (size_t)written;
    }
    return 0;
}

static int read_all(int file, void *bytes, size_t count) {
    char *rest = bytes;
    while (count > 0) {
        ssize_t taken = read(file, rest, count);
        if (taken <= 0) return -1;
        rest += taken;
        count -= (size_t)taken;
    }
    return 0;
}

/// A kind, the number of bytes, most significant first, and the bytes.
static int send_piece(int file, char kind, const void *bytes, size_t count) {
    unsigned char header[header_bytes] = {(unsigned char)kind, (unsigned char)(count >> 24), (unsigned char)(count >> 16),
                                          (unsigned char)(count >> 8), (unsigned char)count};
    return write_all(file, header, sizeof header) || write_all(file, bytes, count) ? -1 : 0;
}

static int connect_beside(const char *path, size_t length) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int file = socket(AF_UNIX, SOCK_STREAM, 0);
    // A path that is too long is cut, and leads nowhere.
    snprintf(address.sun_path, sizeof address.sun_path, "%.*s%s", (int)length, path, SOCKET_NAME);
    return file >= 0 && connect(file, (struct sockaddr *)&address, sizeof address) == 0 ? file : -1;
}

/// The host, and the words of the command with blanks between them, as ssh would hand them to a shell.
static int send_command(int file, char **words) {
    char text[most_bytes * 8];
    size_t filled = 0;
    for (char **word = words; *word; word++) {
        size_t count = strlen(*word);
        if (filled + count + 1 > sizeof text) return -1;
        memcpy(text + filled, *word, count);
        filled += count;
        text[filled++] = word == words ? '\n' : ' ';
    }
    return send_piece(file, 'c', text, filled);
}

/// Passes on a piece of what the command says. Returns the exit code when it is over, else -1.
static int take_piece(int file) {
    unsigned char header[header_bytes];
    char bytes[most_bytes];
    if (read_all(file, header, sizeof header) != 0) return failure;
    size_t count = (size_t)header[1] << 24 | (size_t)header[2] << 16 | (size_t)header[3] << 8 | header[4];
    if (count > sizeof bytes || read_all(file, bytes, count) != 0) return failure;
    // Whether anybody listens is for the command to find out by its own means.
    if (header[0] == 'o') write_all(STDOUT_FILENO, bytes, count);
    if (header[0] == 'e') write_all(STDERR_FILENO, bytes, count);
    return header[0] == 'x' && count == 1 ? (unsigned char)bytes[0] : -1;
}

static int relay(int file) {
    char bytes[most_bytes];
    struct pollfd events[] = {{.fd = file, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        if (poll(events, 2, -1) < 0) return failure;
        if (events[0].revents) {
            int code = take_piece(file);
            if (code >= 0) return code;
        }
        if (!events[1].revents) continue;
        ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        // One of no bytes is the end.
        if (send_piece(file, 'i', bytes, count > 0 ? (size_t)count : 0) != 0) return failure;
        if (count <= 0) events[1].fd = -1;
    }
}

/// The path by which this process was started: its name may be the last part of that alone.
static const char *own_path(char **argv) {
#ifdef __linux__
    const char *path = (const char *)getauxval(AT_EXECFN);
    if (path) return path;
#endif
    return argv[0];
}

__attribute__((constructor(101))) static void stand_for_ssh(int argc, char **argv) {
    if (argc < 3) return;
    const char *path = own_path(argv), *slash = strrchr(path, '/');
    if (!slash || strcmp(slash + 1, AGENT_NAME) != 0) return;
    int file = connect_beside(path, (size_t)(slash + 1 - path));
    _exit(file < 0 || send_command(file, argv + 1) != 0 ? failure : relay(file));
}

#endif
