// SHA-256 (FIPS 180-4) and HMAC with it (RFC 2104), for a token that two processes share: no library has to be there for it.

#include "CRemote.h"

#include <string.h>

enum { block_bytes = 64, word_count = 8 };

typedef struct {
    uint32_t words[word_count];
    uint64_t total;
    uint8_t block[block_bytes];
    size_t filled;
} hash;

// The first 32 bits behind the point of the cube roots of the first 64 primes.
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotated(uint32_t word, int count) { return word >> count | word << (32 - count); }

static void take_block(hash *hash, const uint8_t *block) {
    uint32_t schedule[64];
    for (int i = 0; i < 16; i++) {
        const uint8_t *bytes = block + 4 * i;
        schedule[i] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t early = schedule[i - 15], late = schedule[i - 2];
        uint32_t first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3;
        uint32_t second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10;
        schedule[i] = schedule[i - 16] + first + schedule[i - 7] + second;
    }
    uint32_t a = hash->words[0], b = hash->words[1], c = hash->words[2], d = hash->words[3];
    uint32_t e = hash->words[4], f = hash->words[5], g = hash->words[6], h = hash->words[7];
    for (int i = 0; i < 64; i++) {
        uint32_t choice = (e & f) ^ (~e & g), majority = (a & b) ^ (a & c) ^ (b & c);
        uint32_t first = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + constants[i] + schedule[i];
        uint32_t second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const uint32_t changes[word_count] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < word_count; i++) hash->words[i] += changes[i];
}

static void begin(hash *hash) {
    // The first 32 bits behind the point of the square roots of the first eight primes.
    static const uint32_t start[word_count] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                               0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(hash->words, start, sizeof start);
    hash->total = 0;
    hash->filled = 0;
}

static void take(hash *hash, const uint8_t *bytes, size_t count) {
    hash->total += count;
    while (count > 0) {
        if (hash->filled == 0 && count >= block_bytes) {
            take_block(hash, bytes);
            bytes += block_bytes;
            count -= block_bytes;
            continue;
        }
        size_t part = block_bytes - hash->filled < count ? block_bytes - hash->filled : count;
        memcpy(hash->block + hash->filled, bytes, part);
        hash->filled += part;
        bytes += part;
        count -= part;
        if (hash->filled == block_bytes) {
            take_block(hash, hash->block);
            hash->filled = 0;
        }
    }
}

static void end(hash *hash, uint8_t digest[renoir_digest_bytes]) {
    uint64_t bits = hash->total * 8;
    uint8_t tail[block_bytes * 2] = {0x80};
    size_t zeros = (block_bytes * 2 - 9 - hash->filled) % block_bytes;
    for (int i = 0; i < 8; i++) tail[1 + zeros + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
    take(hash, tail, 1 + zeros + 8);
    for (int i = 0; i < word_count * 4; i++) digest[i] = (uint8_t)(hash->words[i / 4] >> (24 - 8 * (i % 4)));
}

void renoir_sha256(const uint8_t *bytes, size_t count, uint8_t digest[renoir_digest_bytes]) {
    hash hash;
    begin(&hash);
    take(&hash, bytes, count);
    end(&hash, digest);
}

void renoir_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                        uint8_t digest[renoir_digest_bytes]) {
    uint8_t block[block_bytes] = {0}, pad[block_bytes];
    if (key_count > block_bytes) {
        renoir_sha256(key, key_count, block);
    } else {
        memcpy(block, key, key_count);
    }
    hash inner, outer;
    begin(&inner);
    begin(&outer);
    for (int i = 0; i < block_bytes; i++) pad[i] = block[i] ^ 0x36;
    take(&inner, pad, block_bytes);
    take(&inner, bytes, count);
    end(&inner, digest);
    for (int i = 0; i < block_bytes; i++) pad[i] = block[i] ^ 0x5c;
    take(&outer, pad, block_bytes);
    take(&outer, digest, renoir_digest_bytes);
    end(&outer, digest);
}

bool renoir_are_equal(const uint8_t *left, const uint8_t *right, size_t count) {
    // Without a branch on what they hold: how long it takes tells nothing of it.
    volatile uint8_t difference = 0;
    for (size_t i = 0; i < count; i++) difference |= left[i] ^ right[i];
    return difference == 0;
}
