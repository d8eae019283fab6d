// The sums of four numeric columns of a table: two of integers, two of floating-point numbers.
//
//     mpirun -np R csv_columns FILE, or csv_columns FILE --threads T
//
// One loop over the mapped lines; a field ends where from_chars says that its number does.
#include <charconv>

#include "words.hpp"
#include "workers.hpp"

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "FILE");
    return run(argc, argv, options, [&](auto &worker) {
        Text text(options.argument[0], worker.index, worker.count);
        const char *place = text.begin;
        // The header.
        if (worker.index == 0) place = static_cast<const char *>(memchr(place, '\n', text.end - place)) + 1;
        uint64_t rows = 0, integers = 0, bits = 0;
        while (place < text.end) {
            int64_t a, b;
            double x, y;
            place = std::from_chars(place, text.end, a).ptr + 1;
            place = std::from_chars(place, text.end, b).ptr + 1;
            place = std::from_chars(place, text.end, x).ptr + 1;
            place = std::from_chars(place, text.end, y).ptr + 1;
            rows++;
            integers += static_cast<uint64_t>(a) + static_cast<uint64_t>(b) * 3;
            uint64_t first, second;
            memcpy(&first, &x, 8);
            memcpy(&second, &y, 8);
            bits += first ^ second * 3;
        }
        return worker.sum(Digest{rows, integers, bits});
    });
}
