#ifndef RENOIR_CREMOTE_H
#define RENOIR_CREMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The name under which a program that is linked with this library is no program but answers ssh: see askpass.c.
extern const char *const renoir_askpass_name;
/// The name of the socket that it looks for beside its own.
extern const char *const renoir_askpass_socket;

/// Starts the program at `path` with `arguments`, of which the first is its name, in a session of its own, with `files` as its standard input, output and error.
///
/// It gets `signal` when this process ends, however that comes (Linux only), and has no signal blocked or caught.
///
/// Returns its process number, or -1 with errno set, also if the program can't be executed.
pid_t renoir_start(const char *path, char *const arguments[], char *const environment[], const int files[3],
                   int signal);

/// The process at the other end of a connected local socket; -1 if it is another user's, or the system doesn't say.
pid_t renoir_own_peer(int socket);

/// From now on SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2 and SIGCHLD are bytes in a pipe, whose end to read
/// from is returned; -1 with errno set if there is no pipe. Signals that were ignored stay ignored, but for SIGCHLD.
/// SIGPIPE has no effect.
int renoir_catch_signals(void);

/// The signals have the effects again that they had before.
void renoir_release_signals(void);

/// A socket that listens at `port` on all addresses of one family; -1 if it can't.
int renoir_listen(bool is_ipv6, uint16_t port);

/// Takes a connection that was made to `listener`, and closes it.
void renoir_turn_away(int listener);

/// The addresses of one family under which others may reach this machine, a line each, as many as fit into `size` bytes.
void renoir_own_addresses(bool is_ipv6, char *text, size_t size);

#endif
