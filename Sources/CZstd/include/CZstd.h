#ifndef RENOIR_CZSTD_H
#define RENOIR_CZSTD_H

#include <stddef.h>

// The system's libzstd, looked for when it's first needed: who builds this needs no headers of it, and who doesn't read such files not the library
// either.

typedef struct renoir_zstd renoir_zstd;

/// How a step went.
enum {
    RENOIR_ZSTD_MORE,
    /// A frame of the file has ended, which may be the last; or all is written.
    RENOIR_ZSTD_END,
    RENOIR_ZSTD_BROKEN,
};

/// Begins to read or to write; null if there is no libzstd, or no memory.
renoir_zstd *renoir_zstd_reader(void);
renoir_zstd *renoir_zstd_writer(void);

/// Takes bytes and puts others, as many as there are and as fit; `taken` and `put` say how many.
int renoir_zstd_read(renoir_zstd *zstd, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put);

/// The same; with `is_last`, the end when all is written.
int renoir_zstd_write(renoir_zstd *zstd, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put, int is_last);

void renoir_zstd_free(renoir_zstd *zstd);

#endif
