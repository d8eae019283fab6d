/// Who multiplies what one rank has: by itself a plain loop, or a library.
///
/// ```swift
/// import RenoirBLAS
///
/// matrices.use(.openBLAS)
/// ```
public struct LocalProducts: Sendable {
    /// Adds a product to `c` (*m* × *n*): of `a` (*m* × *k*) and `b` (*k* × *n*), or of `a` (*k* × *m*) transposed and `b`. Rows of `a`
    /// are `lead` elements apart, others lie behind each other.
    public typealias Multiply<Element> =
        @Sendable (
            _ a: UnsafePointer<Element>, _ lead: Int, _ isTransposed: Bool, _ b: UnsafePointer<Element>,
            _ c: UnsafeMutablePointer<Element>, _ m: Int, _ k: Int, _ n: Int
        ) -> Void

    /// As descriptions have it: `OpenBLAS 0.3.21 for Haswell`.
    public let name: String
    let prepare: @Sendable (_ threads: Int) -> Void
    let double: Multiply<Double>
    let float: Multiply<Float>

    /// - Parameter prepare: Is called before the first product, with the number of threads that a rank has.
    public init(
        name: String, prepare: @escaping @Sendable (_ threads: Int) -> Void, double: @escaping Multiply<Double>,
        float: @escaping Multiply<Float>
    ) {
        self.name = name
        self.prepare = prepare
        self.double = double
        self.float = float
    }

    /// Products of numbers below which the plain loop is as good, and sums as one does on paper.
    private static let leastWork = 1e6

    /// What multiplies elements of this type; nil if it's the plain loop.
    ///
    /// - Parameter work: Of all ranks, or they would differ.
    func multiply<Element>(_: Element.Type, work: Double) -> Multiply<Element>? {
        guard work >= Self.leastWork else { return nil }
        return double as? Multiply<Element> ?? float as? Multiply<Element>
    }
}

extension MatrixContext {
    /// Lets a library multiply what a rank has of `Double` and `Float`, from now on.
    ///
    /// ```swift
    /// matrices.use(.openBLAS)
    /// ```
    ///
    /// Local. All ranks have to use the same one. Libraries sum in an order of their own: see ``Matrix/times(_:)``. Small products are made
    /// by the plain loop nevertheless.
    public func use(_ products: LocalProducts) {
        products.prepare(config.threads)
        self.products = products
    }

    /// Who multiplies what this rank has.
    public var productsName: String { products?.name ?? "plain loop" }
}
