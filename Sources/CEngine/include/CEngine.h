#ifndef RENOIR_CENGINE_H
#define RENOIR_CENGINE_H

#include <stdint.h>

#include "renoir_bytes.h"
#include "renoir_crashes.h"
#include "renoir_hashing.h"
#include "renoir_memory.h"
#include "renoir_shared.h"
#include "renoir_signals.h"
#include "renoir_tabular.h"
#include "renoir_text.h"
#include "renoir_voice.h"

/// Asks for the cache line at `address`, which will be written soon.
static inline void renoir_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif
