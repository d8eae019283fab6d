extension Kernels {
    /// Columns of `b` at a time, so that what four rows of them need stays in the first cache.
    private static let depth = 256

    /// Adds the product of `a` (*m* × *k*, of rows `lead` elements apart) and `b` (*k* × *n*) to `c` (*m* × *n*).
    ///
    /// Each element of `c` gets its products one after another, in the order of *k*: cutting `k` into several calls changes
    /// nothing.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func addProduct<Element: MatrixElement>(
        _ a: UnsafePointer<Element>, lead: Int, _ b: UnsafePointer<Element>, to c: UnsafeMutablePointer<Element>,
        m: Int, k: Int, n: Int
    ) {
        // Four columns of `b`, one row behind the other.
        withUnsafeTemporaryAllocation(of: SIMD4<Element>.self, capacity: depth) { strip in
            guard let strip = strip.baseAddress else { return }
            for first in stride(from: 0, to: k, by: depth) {
                let count = min(depth, k - first)
                for column in stride(from: 0, to: n, by: 4) {
                    let width = min(4, n - column)
                    for step in 0..<count {
                        let source = b + ((first &+ step) &* n &+ column)
                        strip[step] =
                            width == 4
                            ? UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Element>.self) : part(source, width)
                    }
                    addStrip(a + first, lead, strip, count, to: c + column, n, width, m)
                }
            }
        }
    }

    @inline(__always)
    private static func part<Element: MatrixElement>(_ source: UnsafePointer<Element>, _ width: Int) -> SIMD4<Element> {
        var vector = SIMD4<Element>(repeating: Element.zero)
        for lane in 0..<width { vector[lane] = source[lane] }
        return vector
    }

    /// Adds to up to four columns of `c`, four rows at a time.
    @inline(__always)
    private static func addStrip<Element: MatrixElement>(
        _ a: UnsafePointer<Element>, _ lead: Int, _ strip: UnsafePointer<SIMD4<Element>>, _ count: Int,
        to c: UnsafeMutablePointer<Element>, _ n: Int, _ width: Int, _ m: Int
    ) {
        var row = 0
        while row &+ 4 <= m {
            let (a0, a1, a2, a3) = (
                a + row &* lead, a + (row &+ 1) &* lead, a + (row &+ 2) &* lead, a + (row &+ 3) &* lead
            )
            var c0 = part(c + row &* n, width)
            var c1 = part(c + (row &+ 1) &* n, width)
            var c2 = part(c + (row &+ 2) &* n, width)
            var c3 = part(c + (row &+ 3) &* n, width)
            for step in 0..<count {
                let numbers = strip[step]
                c0 = Element.adding(a0[step], times: numbers, to: c0)
                c1 = Element.adding(a1[step], times: numbers, to: c1)
                c2 = Element.adding(a2[step], times: numbers, to: c2)
                c3 = Element.adding(a3[step], times: numbers, to: c3)
            }
            for lane in 0..<width {
                c[row &* n &+ lane] = c0[lane]
                c[(row &+ 1) &* n &+ lane] = c1[lane]
                c[(row &+ 2) &* n &+ lane] = c2[lane]
                c[(row &+ 3) &* n &+ lane] = c3[lane]
            }
            row &+= 4
        }
        while row < m {
            var sum = part(c + row &* n, width)
            for step in 0..<count { sum = Element.adding(a[row &* lead &+ step], times: strip[step], to: sum) }
            for lane in 0..<width { c[row &* n &+ lane] = sum[lane] }
            row &+= 1
        }
    }
}
