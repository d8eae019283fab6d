internal import COpenBLAS
public import RenoirMatrices

extension LocalProducts {
    /// Products by OpenBLAS, with as many threads as a rank has.
    ///
    /// ```swift
    /// import RenoirBLAS
    /// import RenoirMatrices
    ///
    /// matrices.use(.openBLAS)
    /// let product = try a.times(b)
    /// ```
    ///
    /// It sums in an order of its own, so that the last digits of products differ from those of the plain loop and may depend on the
    /// number of ranks and threads and on the processor.
    public static let openBLAS = LocalProducts(
        name: version, prepare: { openblas_set_num_threads(Int32(clamping: $0)) },
        double: { a, lead, isTransposed, b, c, m, k, n in
            cblas_dgemm(
                CblasRowMajor, isTransposed ? CblasTrans : CblasNoTrans, CblasNoTrans, size(m), size(n), size(k), 1, a,
                size(lead), b, size(n), 1, c, size(n))
        },
        float: { a, lead, isTransposed, b, c, m, k, n in
            cblas_sgemm(
                CblasRowMajor, isTransposed ? CblasTrans : CblasNoTrans, CblasNoTrans, size(m), size(n), size(k), 1, a,
                size(lead), b, size(n), 1, c, size(n))
        })

    private static func size(_ size: Int) -> blasint { blasint(size) }

    /// The first words of the library's own description, and whose kernels it has chosen.
    private static var version: String {
        guard let text = openblas_get_config(), let core = openblas_get_corename() else { return "OpenBLAS" }
        let words = String(cString: text).split(separator: " ").prefix(2).joined(separator: " ")
        return "\(words) for \(String(cString: core))"
    }
}
