#ifndef RENOIR_CREMOTE_H
#define RENOIR_CREMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// The names under which a program that is linked with this library is no program but a servant of ssh: see roles.c.
extern const char *const renoir_ssh_role;
extern const char *const renoir_askpass_role;
/// The names of the files that the roles look for beside their own.
extern const char *const renoir_ssh_configuration;
extern const char *const renoir_askpass_socket;

/// Starts the program at `path` in a session of its own, with `files` as its standard input, output and error.
///
/// It gets `signal` when this process ends, however that comes (Linux only), and has no signal blocked or caught.
///
/// Returns its process number, or -1 with errno set, also if the program can't be executed.
pid_t renoir_start(const char *path, char *const arguments[], char *const environment[], const int files[3],
                   int signal);

/// Whether the other end of a connected local socket belongs to the user that this process runs as.
bool renoir_is_same_user(int socket);

/// From now on SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2 and SIGCHLD are bytes in a pipe, whose end to read
/// from is returned; -1 with errno set if there is no pipe. Signals that were ignored stay ignored, but for SIGCHLD.
int renoir_catch_signals(void);

/// The signals have the effects again that they had before.
void renoir_release_signals(void);

#endif
