#ifndef RENOIR_TEXT_H
#define RENOIR_TEXT_H

/// What is known of how Swift keeps short strings.
enum { RENOIR_SMALL_TEXT_NEW, RENOIR_SMALL_TEXT_KNOWN, RENOIR_SMALL_TEXT_OTHER };

extern long renoir_small_text_form;

// Several threads may find it out at the same time; they find the same.

static inline long renoir_small_text(void) { return __atomic_load_n(&renoir_small_text_form, __ATOMIC_RELAXED); }

static inline void renoir_set_small_text(long form) {
    __atomic_store_n(&renoir_small_text_form, form, __ATOMIC_RELAXED);
}

#endif
