#include "renoir_text.h"

long renoir_small_text_form = RENOIR_SMALL_TEXT_NEW;
