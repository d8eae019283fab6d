/// A key of a user's own type whose hash is the same in all processes.
///
/// ```swift
/// struct Route: StableHashable {
///     var origin: String
///     var destination: String
///
///     func hash(into hasher: inout StableHasher) {
///         hasher.combine(origin)
///         hasher.combine(destination)
///     }
/// }
/// ```
///
/// A type that is only `Hashable` works where `Hasher` is deterministic, see ``KeyHash``; this one works
/// everywhere, and faster.
public protocol StableHashable: Hashable {
    /// Combines what `==` compares: equal values must combine equal parts in the same order.
    func hash(into hasher: inout StableHasher)
}
