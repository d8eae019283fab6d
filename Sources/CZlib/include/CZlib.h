#ifndef RENOIR_CZLIB_H
#define RENOIR_CZLIB_H

#include <stddef.h>

// The system's zlib, looked for when it's first needed: who builds this needs no headers of it, and who doesn't read gzip files not the library
// either.

typedef struct renoir_gzip renoir_gzip;

/// How a step went.
enum {
    RENOIR_GZIP_MORE,
    /// A member of the file has ended, which may be the last.
    RENOIR_GZIP_END,
    RENOIR_GZIP_BROKEN,
};

/// Begins to read or to write; null if there is no zlib, or no memory.
renoir_gzip *renoir_gzip_reader(void);
renoir_gzip *renoir_gzip_writer(void);

/// Takes bytes and puts others, as many as there are and as fit; `taken` and `put` say how many.
int renoir_gzip_read(renoir_gzip *gzip, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put);

/// The same; with `is_last`, the end when all is written.
int renoir_gzip_write(renoir_gzip *gzip, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put, int is_last);

void renoir_gzip_free(renoir_gzip *gzip);

#endif
