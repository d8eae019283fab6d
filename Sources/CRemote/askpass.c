// What a program is when it is called by a name that only a remote start gives it, by a link in a folder that nobody
// else may enter: ssh's helper for questions. It hands ssh's prompt to the process that started the job, through the
// socket beside the link, and prints the answer.
//
// That happens before main and before anything of Swift's, so that the program prints nothing of its own there. Only
// where constructors get the arguments of main: elsewhere ssh is refused an answer.

#define _POSIX_C_SOURCE 200809L

#include "CRemote.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ASKPASS_NAME "renoir-askpass"
#define SOCKET_NAME "askpass"

const char *const renoir_askpass_name = ASKPASS_NAME;
const char *const renoir_askpass_socket = SOCKET_NAME;

#if defined(__GLIBC__) || defined(__APPLE__)

/// ssh takes no longer answers.
enum { most_bytes = 1024 };

static int write_all(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written <= 0) return -1;
        bytes += written;
        count -= (size_t)written;
    }
    return 0;
}

/// The prompt there, and the answer, or nothing, back.
static int ask(const char *folder, size_t length, const char *prompt) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int file = socket(AF_UNIX, SOCK_STREAM, 0);
    // A path that is too long is cut, and leads nowhere.
    snprintf(address.sun_path, sizeof address.sun_path, "%.*s%s", (int)length, folder, SOCKET_NAME);
    if (file < 0 || connect(file, (struct sockaddr *)&address, sizeof address) != 0) return 1;
    if (write_all(file, prompt, strlen(prompt)) != 0 || shutdown(file, SHUT_WR) != 0) return 1;
    char answer[most_bytes];
    size_t filled = 0;
    ssize_t count;
    while (filled + 1 < sizeof answer && (count = read(file, answer + filled, sizeof answer - 1 - filled)) > 0) {
        filled += (size_t)count;
    }
    if (filled == 0) return 1;
    answer[filled++] = '\n';
    return write_all(STDOUT_FILENO, answer, filled) == 0 ? 0 : 1;
}

__attribute__((constructor(101))) static void answer_ssh(int argc, char **argv) {
    const char *slash = argc == 2 ? strrchr(argv[0], '/') : 0;
    if (slash && strcmp(slash + 1, ASKPASS_NAME) == 0) _exit(ask(argv[0], (size_t)(slash + 1 - argv[0]), argv[1]));
}

#endif
