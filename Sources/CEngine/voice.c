#include "renoir_voice.h"

#include <unistd.h>

enum { code_mask = 255, told = 256, process_shift = 32 };

static renoir_voice own;
static renoir_voice *current = &own;

renoir_voice *renoir_current_voice(void) { return __atomic_load_n(&current, __ATOMIC_ACQUIRE); }

static int change(renoir_voice *voice, renoir_voice from, renoir_voice to) {
    return __atomic_compare_exchange_n(voice, &from, to, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

static renoir_voice now(renoir_voice *voice) { return __atomic_load_n(voice, __ATOMIC_ACQUIRE); }

void renoir_share_voice(renoir_voice *shared) {
    renoir_voice said = now(&own);
    if (said) change(shared, 0, said);
    __atomic_store_n(&current, shared, __ATOMIC_RELEASE);
}

static renoir_voice claim(int exit_code) {
    return (renoir_voice)(unsigned)getpid() << process_shift | ((renoir_voice)exit_code & code_mask);
}

renoir_voice renoir_voice_take(renoir_voice *voice, int exit_code) {
    return change(voice, 0, claim(exit_code)) ? 0 : now(voice);
}

int renoir_voice_take_over(renoir_voice *voice, renoir_voice before, int exit_code) {
    // Another thread of this process is slow, but not gone.
    if (before >> process_shift == (unsigned)getpid()) return 0;
    return !(before & told) && change(voice, before, claim(exit_code));
}

void renoir_voice_told(renoir_voice *voice) { __atomic_fetch_or(voice, told, __ATOMIC_ACQ_REL); }

int renoir_voice_has_told(renoir_voice *voice) { return (now(voice) & told) != 0; }

int renoir_voice_code(renoir_voice *voice) { return (int)(now(voice) & code_mask); }
