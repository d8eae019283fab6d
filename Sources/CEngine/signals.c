#include "renoir_signals.h"

#include <signal.h>
#include <stddef.h>

static const int watched[] = {SIGINT, SIGTERM};
enum { watched_count = sizeof watched / sizeof *watched };

static struct sigaction before[watched_count];
static int is_ours[watched_count];
static volatile sig_atomic_t noted;

static void note(int signal) { noted = signal; }

void renoir_watch_signals(void) {
    noted = 0;
    for (size_t i = 0; i < watched_count; i++) {
        if (is_ours[i] || sigaction(watched[i], NULL, &before[i]) != 0) continue;
        if (before[i].sa_flags & SA_SIGINFO || before[i].sa_handler != SIG_DFL) continue;
        struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        is_ours[i] = sigaction(watched[i], &action, NULL) == 0;
    }
}

void renoir_unwatch_signals(void) {
    for (size_t i = 0; i < watched_count; i++) {
        if (is_ours[i]) sigaction(watched[i], &before[i], NULL);
        is_ours[i] = 0;
    }
}

int renoir_noted_signal(void) { return noted; }
