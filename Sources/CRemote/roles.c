// What a program does when it is called by one of two names that only a remote start gives it, by links in a folder that
// nobody else may read:
//
// - "renoir-ssh HOST COMMAND…" is ssh with the configuration beside the link. Open MPI calls it to reach a host.
//   It notes the host in the environment, for the other role.
// - "renoir-askpass PROMPT" is what ssh calls when it wants a password or passphrase. It hands host and prompt to the
//   process that started the job, through the socket beside the link, and prints the answer.
//
// Both happen before main and before anything of Swift's, so that the program prints nothing of its own there. Only
// where constructors get the arguments of main: elsewhere there are no passwords.

#define _POSIX_C_SOURCE 200809L

#include "CRemote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

const char *const renoir_ssh_role = "renoir-ssh";
const char *const renoir_askpass_role = "renoir-askpass";
const char *const renoir_ssh_configuration = "ssh_config";
const char *const renoir_askpass_socket = "askpass";

#if defined(__GLIBC__) || defined(__APPLE__)

static const char *const host_variable = "RENOIR_SSH_HOST";

/// ssh asks for no more, and paths of sockets are shorter.
enum { most_bytes = 4096 };

/// The path of `name` in the folder of the link; cut if it is too long, and then not found.
static void beside(const char *link, const char *name, char *path, size_t capacity) {
    const char *slash = strrchr(link, '/');
    snprintf(path, capacity, "%.*s%s", slash ? (int)(slash - link + 1) : 0, link, name);
}

/// ssh of this host with all that follows; 255 is what ssh itself fails with.
static int run_ssh(int argc, char **argv) {
    char configuration[most_bytes];
    beside(argv[0], renoir_ssh_configuration, configuration, sizeof configuration);
    char **arguments = calloc((size_t)argc + 5, sizeof *arguments);
    if (argc < 2 || !arguments || setenv(host_variable, argv[1], 1) != 0) return 255;
    char **next = arguments;
    *next++ = "ssh";
    *next++ = "-F";
    *next++ = configuration;
    *next++ = "--";
    for (int i = 1; i < argc; i++) *next++ = argv[i];
    execvp("ssh", arguments);
    perror("ssh");
    return 255;
}

static int write_all(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written <= 0) return -1;
        bytes += written;
        count -= (size_t)written;
    }
    return 0;
}

/// Host and prompt, each with a zero after it, there; the answer, or nothing, back.
static int ask(const char *link, const char *prompt) {
    const char *host = getenv(host_variable);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    beside(link, renoir_askpass_socket, address.sun_path, sizeof address.sun_path);
    int file = socket(AF_UNIX, SOCK_STREAM, 0);
    if (!host || file < 0 || connect(file, (struct sockaddr *)&address, sizeof address) != 0) return 1;
    if (write_all(file, host, strlen(host) + 1) != 0 || write_all(file, prompt, strlen(prompt) + 1) != 0) return 1;
    shutdown(file, SHUT_WR);
    char answer[most_bytes];
    size_t length = 0;
    ssize_t count;
    while (length + 1 < sizeof answer && (count = read(file, answer + length, sizeof answer - 1 - length)) > 0) {
        length += (size_t)count;
    }
    if (length == 0) return 1;
    answer[length++] = '\n';
    return write_all(STDOUT_FILENO, answer, length) == 0 ? 0 : 1;
}

__attribute__((constructor(101))) static void take_role(int argc, char **argv) {
    if (argc < 1 || !argv[0]) return;
    const char *slash = strrchr(argv[0], '/');
    const char *name = slash ? slash + 1 : argv[0];
    if (strcmp(name, renoir_ssh_role) == 0) _exit(run_ssh(argc, argv));
    if (strcmp(name, renoir_askpass_role) == 0) _exit(argc < 2 ? 1 : ask(argv[0], argv[1]));
}

#endif
