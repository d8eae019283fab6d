// What two processes of one host can do over a pair of Unix sockets: 8 bytes to and fro, and messages of 1 MiB.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { pings = 100000, blocks = 4000, block_bytes = 1 << 20 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void take(int file, char *bytes, size_t count) {
    while (count > 0) {
        ssize_t got = read(file, bytes, count);
        if (got <= 0) exit(1);
        bytes += got;
        count -= (size_t)got;
    }
}

static void put(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t sent = write(file, bytes, count);
        if (sent <= 0) exit(1);
        bytes += sent;
        count -= (size_t)sent;
    }
}

int main(void) {
    int ends[2];
    char *block = malloc(block_bytes);
    if (block == NULL || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
    memset(block, 7, block_bytes);
    if (fork() == 0) {
        char word[8];
        for (int i = 0; i < pings; i++) {
            take(ends[1], word, sizeof word);
            put(ends[1], word, sizeof word);
        }
        for (int i = 0; i < blocks; i++) take(ends[1], block, block_bytes);
        put(ends[1], word, 1);
        return 0;
    }
    char word[8] = {0};
    double start = now();
    for (int i = 0; i < pings; i++) {
        put(ends[0], word, sizeof word);
        take(ends[0], word, sizeof word);
    }
    printf("ping_us=%f\n", (now() - start) / pings * 1e6);
    start = now();
    for (int i = 0; i < blocks; i++) put(ends[0], block, block_bytes);
    take(ends[0], word, 1);
    printf("gigabytes_per_s=%f\n", (double)blocks * block_bytes / (now() - start) / 1e9);
    wait(NULL);
    return 0;
}
