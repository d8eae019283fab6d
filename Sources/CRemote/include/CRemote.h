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

/// The name under which it is Open MPI's way to workers, and that of the socket that it looks for: see agent.c.
extern const char *const renoir_agent_name;
extern const char *const renoir_agent_socket;

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

enum { renoir_digest_bytes = 32 };

/// SHA-256 of `count` bytes.
void renoir_sha256(const uint8_t *bytes, size_t count, uint8_t digest[renoir_digest_bytes]);

/// The code of `count` bytes that only somebody with the key can make, or check: HMAC-SHA256.
void renoir_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                        uint8_t digest[renoir_digest_bytes]);

/// Whether both are the same, in a time that doesn't depend on what they are.
bool renoir_are_equal(const uint8_t *left, const uint8_t *right, size_t count);

/// Bytes that nobody can guess; -1 if the system has none.
int renoir_random(uint8_t *bytes, size_t count);

/// Begins to connect to the address of that index that `host` has. Returns a socket that doesn't block; -1 if that can't
/// be, and -2 if there is no such address, with what is wrong, if there is anything to say, in `problem`.
int renoir_dial(const char *host, const char *port, int index, const char **problem);

/// What became of a connection that was begun: 0 or an error number.
int renoir_connection_problem(int file);

/// A socket that doesn't block, is nobody else's, sends at once, and notices within seconds that the other host is gone.
void renoir_prepare_connection(int file);

/// A socket that listens at an address of `host`, and in `bound` the port; -1 with what is wrong in `problem`, and -2 if
/// others than this machine could reach it, which `may_be_public` permits.
int renoir_worker_listen(const char *host, const char *port, bool may_be_public, uint16_t *bound, const char **problem);

/// From now on processes below this one whose parents end become its children; -1 where that can't be.
int renoir_adopt_orphans(void);

#endif
