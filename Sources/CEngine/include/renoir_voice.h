#ifndef RENOIR_VOICE_H
#define RENOIR_VOICE_H

#include <stdint.h>

/// Who tells of the failure that ends the program, for all who see the word: 0 as long as nothing has failed, then the exit
/// code, whether it has been told, and above that the process that tells it.
typedef uint64_t renoir_voice;

/// The word of this process, or the one that it shares with other ranks of its host.
renoir_voice *renoir_current_voice(void);

/// From now on the word is `shared`, which stays mapped as long as the process lives. What has been said before stays said.
void renoir_share_voice(renoir_voice *shared);

// All of these may be called where a signal is handled.

/// 0 if the caller is the first with a failure, and tells of it; else the word as the first one has left it.
renoir_voice renoir_voice_take(renoir_voice *voice, int exit_code);

/// Takes over from another process that had left the word as `before` and hasn't told in time; whether nobody else was faster.
int renoir_voice_take_over(renoir_voice *voice, renoir_voice before, int exit_code);

/// The failure has been told.
void renoir_voice_told(renoir_voice *voice);

/// Whether a failure has been told.
int renoir_voice_has_told(renoir_voice *voice);

/// The exit code of the failure that is told or has been; 0 for none.
int renoir_voice_code(renoir_voice *voice);

#endif
