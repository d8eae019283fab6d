#ifndef RENOIR_HASHING_H
#define RENOIR_HASHING_H

#include <stdbool.h>

/// Whether a launcher has started this process together with others: then `Hasher` has a fixed seed.
bool renoir_has_peers(void);

#endif
